import { parseEnvironment } from './environment.reader.js';
import { warningsOf } from './warnings.js';

const KEYS = { API_KEYS: 'acme:acme-key-0123456789-abcdefgh' };

describe('warningsOf', () => {
  it.each([
    [{ ...KEYS, OPENAI_API_KEY: 'sk' }, []],
    [{ OPENAI_API_KEY: 'sk' }, ['API_KEYS']],
    [{ ...KEYS }, ['OPENAI_API_KEY']],
    [{ ...KEYS, OPENAI_API_KEY: 'sk', DEFAULT_PROVIDER: 'anthropic' }, ['ANTHROPIC_API_KEY']],
    [{ ...KEYS, ANTHROPIC_API_KEY: 'sk', DEFAULT_PROVIDER: 'anthropic' }, []],
  ])('of %j warns about %j', (settings, variables) => {
    const named = warningsOf(parseEnvironment(settings)).map((warning) => warning.split(' is not set: ')[0]);
    expect(named).toEqual(variables);
  });
});
