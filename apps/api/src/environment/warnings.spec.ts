import { parseEnvironment } from './environment.reader.js';
import { warningsOf } from './warnings.js';

const SEALED = { ENTRY_SECRET: 'a secret of the operator' };
const KEYS = { API_KEYS: 'acme:acme-key-0123456789-abcdefgh', ...SEALED };

describe('warningsOf', () => {
  it.each([
    [{ ...KEYS, OPENAI_API_KEY: 'sk' }, []],
    [{ ...SEALED, OPENAI_API_KEY: 'sk' }, ['API_KEYS']],
    [{ ...KEYS, OPENAI_API_KEY: 'sk', ENTRY_SECRET: '' }, ['ENTRY_SECRET']],
    [{ ...KEYS, OPENAI_API_KEY: 'sk', ENTRY_SECRET: '', ENTRY_STORE: 'memory' }, []],
    [{ ...KEYS }, ['OPENAI_API_KEY']],
    [{ ...KEYS, OPENAI_API_KEY: 'sk', DEFAULT_PROVIDER: 'anthropic' }, ['ANTHROPIC_API_KEY']],
    [{ ...KEYS, ANTHROPIC_API_KEY: 'sk', DEFAULT_PROVIDER: 'anthropic' }, []],
  ])('of %j warns about %j', (settings, variables) => {
    const named = warningsOf(parseEnvironment(settings)).map((warning) => warning.split(' is not set: ')[0]);
    expect(named).toEqual(variables);
  });
});
