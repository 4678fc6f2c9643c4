import { problemsOf } from '../../testing/environment.problems.js';

const KEY_PEPPER = 'a-pepper-of-at-least-32-characters';
const API_KEYS = 'acme:acme-key-0123456789-abcdefgh';

describe('stored keys', () => {
  it('need a pepper that nobody guesses, and never show it', () => {
    expect(problemsOf({ KEY_PEPPER: 'CANARY' })).toEqual({
      KEY_PEPPER: expect.stringMatching(
        /^must be random text of at least 32 characters.*openssl(?!.*CANARY)/,
      ),
    });
    expect(problemsOf({ KEY_PEPPER })).toEqual({});
  });

  it('are enough keys for production', () => {
    expect(problemsOf({ NODE_ENV: 'production' })).toEqual({
      API_KEYS: expect.stringContaining('set KEY_PEPPER'),
    });
    expect(problemsOf({ NODE_ENV: 'production', KEY_PEPPER })).toEqual({});
  });

  it('on Redis need an address, and a password in production, whatever else lives there', () => {
    const onRedis = { KEY_PEPPER, KEY_STORE: 'redis' };
    expect(problemsOf(onRedis)).toEqual({ REDIS_URL: expect.stringContaining('KEY_STORE=sqlite') });
    const REDIS_URL = 'redis://cache.internal';
    expect(problemsOf({ ...onRedis, REDIS_URL })).toEqual({});
    expect(problemsOf({ ...onRedis, REDIS_URL, NODE_ENV: 'production' })).toHaveProperty('REDIS_PASSWORD');
    expect(problemsOf({ KEY_STORE: 'redis' })).toEqual({});
  });

  it('in memory need somebody who can make the first, and one process', () => {
    const inMemory = { KEY_PEPPER, KEY_STORE: 'memory' };
    expect(problemsOf(inMemory)).toEqual({ KEY_STORE: expect.stringContaining('without API_KEYS') });
    expect(problemsOf({ ...inMemory, API_KEYS })).toEqual({});
    expect(problemsOf({ ...inMemory, API_KEYS, API_WORKERS: '2' })).toEqual({
      KEY_STORE: expect.stringContaining('several workers'),
    });
  });
});
