import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnvironment } from './environment.reader.js';
import { problemsOf } from '../../testing/environment.problems.js';

const KEY = 'acme-key-0123456789-abcdefgh';

describe('parseEnvironment', () => {
  it('needs nothing: everything has a default', () => {
    expect(parseEnvironment({})).toMatchObject({
      ...{ NODE_ENV: 'development', HOST: '127.0.0.1', PORT: 3000, SHUTDOWN_DELAY_MS: 0 },
      ...{ CORS_ORIGINS: [], LOG_LEVEL: 'info', ENABLE_METRICS: true },
      ...{ DEFAULT_PROVIDER: 'openai', DEFAULT_MAX_TOKENS: 1_024, REQUEST_TIMEOUT_MS: 60_000 },
    });
  });

  it('gives every field its type', () => {
    const environment = parseEnvironment({
      ...{ PORT: '8080', ENABLE_METRICS: 'false', DEFAULT_TEMPERATURE: '0', REQUEST_TIMEOUT_MS: '1000' },
      CORS_ORIGINS: 'https://a.example, http://localhost:5173',
    });
    expect(environment).toMatchObject({
      ...{ PORT: 8080, ENABLE_METRICS: false, DEFAULT_TEMPERATURE: 0, REQUEST_TIMEOUT_MS: 1_000 },
      CORS_ORIGINS: ['https://a.example', 'http://localhost:5173'],
    });
  });

  it('takes an empty variable for an unset one', () => {
    expect(parseEnvironment({ PORT: '', API_KEYS: '  ', OPENAI_API_KEY: '' })).toMatchObject({ PORT: 3000 });
  });

  it('listens on all interfaces in production only', () => {
    const production = { NODE_ENV: 'production', API_KEYS: `acme:${KEY}` };
    expect(parseEnvironment(production).HOST).toBe('0.0.0.0');
    expect(parseEnvironment({ ...production, HOST: '10.0.0.1' }).HOST).toBe('10.0.0.1');
    expect(parseEnvironment({ NODE_ENV: 'test' }).HOST).toBe('127.0.0.1');
  });

  it.each([
    ['NODE_ENV', 'prod', /development, test, production/],
    ['PORT', '65536', /65535/],
    ['PORT', '3000x', /^must be a whole number from 0 to 65535\.$/],
    ['PORT', '-1', /from 0 to/],
    ['API_WORKERS', '65', /^must be a whole number from 0 to 64\.$/],
    ['API_WORKERS', 'two', /whole number/],
    ['SHUTDOWN_DELAY_MS', '1.5', /whole number/],
    ['CORS_ORIGINS', '*', /https:\/\/app\.example\.com/],
    ['CORS_ORIGINS', 'https://a.example/', /exactly as a browser sends it/],
    ['CORS_ORIGINS', 'https://a.example,null', /exactly/],
    ['LOG_LEVEL', 'verbose', /trace, debug, info/],
    ['ENABLE_METRICS', 'yes', /true or false/],
    ['API_KEYS', `acme:${KEY},globex`, /entry 2 needs a key/],
    [
      'KEY_LIMITS',
      'requests=5',
      /^entry 1 has no limit=number in "requests=5"; limits are requests_per_minute, /,
    ],
    [
      'KEY_LIMITS',
      'concurrent=4;usd_per_day=x',
      /^entry 1 needs dollars above 0 for usd_per_day\. Write limit=/,
    ],
    ['TENANT_LIMITS', 'concurrent=4,Acme:concurrent=5', /^entry 2 has no tenant before its colon\. /],
    ['SHED_LAG_MS', '-1', /^must be a whole number from 0 to 60000\.$/],
    ['EMBEDDING_API_KEY', 'sk-with a space', /printable ASCII without spaces/],
    ['OPENAI_BASE_URL', 'https://api.openai.com', /\/v1/],
    ['DEFAULT_PROVIDER', 'azure', /openai, anthropic/],
  ])('names %s and what would be right when it is %s', (name, value, message) => {
    expect(problemsOf({ [name]: value })).toEqual({ [name]: expect.stringMatching(message) });
  });

  it('takes from 0 to 8 copies that a purge waits for, and no other number', () => {
    for (const REDIS_PURGE_COPIES of ['0', '1', '8', ''])
      expect(problemsOf({ REDIS_PURGE_COPIES })).toEqual({});
    for (const REDIS_PURGE_COPIES of ['-1', '9', '1.5', 'all'])
      expect(problemsOf({ REDIS_PURGE_COPIES })).toEqual({
        REDIS_PURGE_COPIES: 'must be a whole number from 0 to 8.',
      });
  });

  it('reports everything that is wrong at once', () => {
    expect(Object.keys(problemsOf({ PORT: 'x', LOG_LEVEL: 'x', API_KEYS: 'x' })).sort()).toEqual([
      'API_KEYS',
      'LOG_LEVEL',
      'PORT',
    ]);
  });

  it('never shows the text of a secret', () => {
    const raw = { API_KEYS: 'acme:CANARY', OPENAI_API_KEY: 'CANARY with spaces', ENTRY_SECRET: 'CANARY' };
    expect(JSON.stringify(problemsOf(raw))).not.toContain('CANARY');
  });

  it('refuses production without keys, saying how to give some', () => {
    expect(problemsOf({ NODE_ENV: 'production' })).toEqual({
      API_KEYS: expect.stringContaining('tenant:key'),
    });
  });

  it('refuses a default temperature that the default provider cannot take', () => {
    expect(problemsOf({ DEFAULT_PROVIDER: 'anthropic', DEFAULT_TEMPERATURE: '1.1' })).toEqual({
      DEFAULT_TEMPERATURE: expect.stringMatching(
        /from 0 to 1 with DEFAULT_PROVIDER=anthropic; lower or unset/,
      ),
    });
    expect(problemsOf({ DEFAULT_PROVIDER: 'anthropic', DEFAULT_TEMPERATURE: '1' })).toEqual({});
    expect(problemsOf({ DEFAULT_TEMPERATURE: '1.1' })).toEqual({});
  });

  describe('VECTOR_INDEX=qdrant', () => {
    const production = { NODE_ENV: 'production', API_KEYS: `acme:${KEY}`, VECTOR_INDEX: 'qdrant' };

    it.each([
      [{}, /^is not set\. Set it, .* VECTOR_INDEX=sqlite to run without a server\.$/],
      [{ QDRANT_URL: 'http://[' }, /^must be http:.* comma-separated: it is not a URL\.$/],
      [{ QDRANT_URL: 'http://a,http://b,' }, /: address 3 of 3 is empty\. Take the extra comma out\.$/],
    ])('is refused with %j, saying how to go on', (raw, message) => {
      expect(problemsOf({ VECTOR_INDEX: 'qdrant', ...raw })).toEqual({
        QDRANT_URL: expect.stringMatching(message),
      });
    });

    it.each(['http://qdrant:6333', 'https://10.0.0.7', 'https://localhost.example.com'])(
      'is refused in production on %s without a key',
      (QDRANT_URL) => {
        expect(problemsOf({ ...production, QDRANT_URL })).toEqual({
          QDRANT_API_KEY: expect.stringContaining('QDRANT__SERVICE__API_KEY'),
        });
        expect(problemsOf({ ...production, QDRANT_URL, QDRANT_API_KEY: 'k' })).toEqual({});
      },
    );

    it('needs a key in production when one of several nodes is on another machine', () => {
      const QDRANT_URL = 'http://localhost:6333, https://node-b:6333';
      expect(problemsOf({ ...production, QDRANT_URL })).toHaveProperty('QDRANT_API_KEY');
      expect(problemsOf({ ...production, QDRANT_URL, QDRANT_API_KEY: 'k' })).toEqual({});
    });

    it.each([
      ['QDRANT_REPLICATION', ['0', '-1', '1.5', 'two', '33']],
      ['QDRANT_SHARDS', ['0', '1001', 'auto', '3,3']],
    ])('refuses values of %s that can not be', (variable, values) => {
      for (const value of values)
        expect(problemsOf({ QDRANT_URL: 'http://a', VECTOR_INDEX: 'qdrant', [variable]: value })).toEqual({
          [variable]: expect.stringMatching(/^must be a whole number from 1 to \d+\.$/),
        });
    });

    it.each(['http://localhost:6333', 'http://127.0.0.1:6333,http://[::1]:6333', 'http://[::1]:6333'])(
      'needs no key in production on %s, which is this machine',
      (QDRANT_URL) => {
        expect(problemsOf({ ...production, QDRANT_URL })).toEqual({});
      },
    );

    it('needs no key while developing, and none when the index is another', () => {
      expect(problemsOf({ VECTOR_INDEX: 'qdrant', QDRANT_URL: 'http://qdrant:6333' })).toEqual({});
      expect(problemsOf({ ...production, VECTOR_INDEX: 'memory', QDRANT_URL: 'http://qdrant:6333' })).toEqual(
        {},
      );
    });
  });

  it('takes several workers only with stores that they share', () => {
    const memory = { ENTRY_STORE: 'memory', SOURCE_REGISTRY: 'memory' };
    expect(problemsOf({ API_WORKERS: '2', ...memory })).toEqual({
      API_WORKERS: expect.stringMatching(
        /^must be 1 with ENTRY_STORE=memory and SOURCE_REGISTRY=memory: .* Set it to 1, or use/,
      ),
    });
    for (const API_WORKERS of ['0', '1']) expect(problemsOf({ API_WORKERS, ...memory })).toEqual({});
    expect(problemsOf({ API_WORKERS: '64' })).toEqual({});
  });

  it('writes one readable text', () => {
    expect(() => parseEnvironment({ PORT: 'x', LOG_LEVEL: 'y' })).toThrow(
      /^RAGCache can't start: 2 settings are wrong\.\n {2}PORT: .+\n {2}LOG_LEVEL: .+\n.+\.env\.example/,
    );
  });

  describe('secrets in files', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ragcache-environment-'));
    afterAll(() => rmSync(folder, { recursive: true }));
    const file = (name: string, text: string): string => {
      const path = join(folder, name);
      writeFileSync(path, text);
      return path;
    };

    it('reads a secret from the file its variable names, without the last line break', () => {
      const environment = parseEnvironment({
        API_KEYS_FILE: file('keys', `acme:${KEY}\n`),
        OPENAI_API_KEY_FILE: file('openai', 'sk-1\r\n'),
        REDIS_PASSWORD_FILE: file('redis', 'r-1\n'),
        QDRANT_API_KEY_FILE: file('qdrant', 'q-1\n'),
      });
      expect(environment).toMatchObject({
        ...{ API_KEYS: `acme:${KEY}`, OPENAI_API_KEY: 'sk-1' },
        ...{ REDIS_PASSWORD: 'r-1', QDRANT_API_KEY: 'q-1' },
      });
    });

    it.each([
      [{ OPENAI_API_KEY_FILE: '/no/such/CANARY' }, /can't be read \(ENOENT\)/],
      [{ OPENAI_API_KEY_FILE: folder }, /can't be read \(EISDIR\)/],
      [{ OPENAI_API_KEY_FILE: file('empty', '\n') }, /is empty/],
      [{ OPENAI_API_KEY_FILE: file('one', 'x'), OPENAI_API_KEY: 'y' }, /only one of the two/],
    ])('says what is wrong with %j', (raw, message) => {
      const problems = problemsOf(raw);
      expect(problems).toEqual({ OPENAI_API_KEY_FILE: expect.stringMatching(message) });
      expect(JSON.stringify(problems)).not.toContain('CANARY');
    });

    it('says that other variables are not read from files', () => {
      expect(problemsOf({ PORT_FILE: '/port' })).toEqual({
        PORT_FILE: expect.stringContaining('Set PORT itself'),
      });
    });
  });
});
