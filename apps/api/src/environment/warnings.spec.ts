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
    [{ ...KEYS, OPENAI_API_KEY: 'sk', ENTRY_SECRET: '', KEY_PEPPER: 'p'.repeat(32) }, []],
    [{ ...KEYS }, ['OPENAI_API_KEY']],
    [{ ...KEYS, UPSTREAMS_FILE: 'upstreams.yaml' }, []],
    [{ ...KEYS, OPENAI_API_KEY: 'sk', DEFAULT_PROVIDER: 'anthropic' }, ['ANTHROPIC_API_KEY']],
    [{ ...KEYS, ANTHROPIC_API_KEY: 'sk', DEFAULT_PROVIDER: 'anthropic' }, []],
  ])('of %j warns about %j', (settings, variables) => {
    const named = warningsOf(parseEnvironment(settings)).map((warning) => warning.split(' is not set: ')[0]);
    expect(named).toEqual(variables);
  });

  const LIMITED = { ...KEYS, OPENAI_API_KEY: 'sk', KEY_LIMITS: 'concurrent=4' };
  const ON_REDIS = { ENTRY_STORE: 'redis', SOURCE_REGISTRY: 'redis', VECTOR_INDEX: 'qdrant' };
  it.each([
    [{ ...LIMITED }, []],
    [{ ...LIMITED, API_WORKERS: '4' }, [/^KEY_LIMITS: each of the 4 workers counts for itself/]],
    [{ ...LIMITED, ...ON_REDIS, API_WORKERS: '4' }, []],
    [{ ...KEYS, OPENAI_API_KEY: 'sk', API_WORKERS: '4' }, []],
  ])('of limits with %j are %j', (settings, warnings) => {
    const servers = { REDIS_URL: 'redis://localhost', QDRANT_URL: 'http://localhost:6333' };
    const given = warningsOf(parseEnvironment({ ...servers, ...settings }));
    expect(given).toEqual(warnings.map((warning) => expect.stringMatching(warning) as string));
  });

  const PEPPER = { KEY_PEPPER: 'a-pepper-of-at-least-32-characters', OPENAI_API_KEY: 'sk' };
  it.each([
    [{ ...PEPPER }, []],
    [{ ...PEPPER, ...KEYS, KEY_STORE: 'memory' }, [/^KEY_STORE=memory: .* gone/]],
    [
      {
        ...PEPPER,
        ENTRY_STORE: 'redis',
        SOURCE_REGISTRY: 'redis',
        VECTOR_INDEX: 'qdrant',
        KEY_STORE: 'sqlite',
      },
      [/^KEY_STORE=sqlite belongs to this replica/],
    ],
  ])('of stored keys with %j are %j', (settings, warnings) => {
    const servers = { REDIS_URL: 'redis://localhost', QDRANT_URL: 'http://localhost:6333' };
    const given = warningsOf(parseEnvironment({ ...servers, ...settings }));
    expect(given).toEqual(warnings.map((warning) => expect.stringMatching(warning) as string));
  });

  const MANY = { ...KEYS, OPENAI_API_KEY: 'sk', MAX_ENTRIES: '800000' };
  it.each([
    [{ ...MANY, MAX_ENTRIES: '600000' }, []],
    [{ ...MANY }, [/^MAX_ENTRIES=800000 .*sqlite.* 1\.1 GiB of memory in the process.*VECTOR_INDEX=qdrant/]],
    [{ ...MANY, VECTOR_INDEX: 'memory' }, [/VECTOR_INDEX=memory: /]],
    [{ ...MANY, API_WORKERS: '3' }, [/ in each of the 3 workers/]],
    [{ ...MANY, MAX_ENTRIES: '200000', EMBEDDER: 'openai' }, [/^MAX_ENTRIES=200000 /]],
    [{ ...MANY, SEMANTIC_MODE: 'off' }, []],
    [{ ...MANY, VECTOR_INDEX: 'qdrant', QDRANT_URL: 'http://localhost:6333' }, []],
  ])('of vectors in memory with %j are %j', (settings, warnings) => {
    const given = warningsOf(parseEnvironment(settings));
    expect(given).toEqual(warnings.map((warning) => expect.stringMatching(warning) as string));
  });
});
