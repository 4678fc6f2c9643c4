import { problemsOf } from '../../testing/environment.problems.js';

const PRODUCTION = { NODE_ENV: 'production', API_KEYS: 'acme:a-key-of-at-least-24-characters' };
const ON_REDIS = { ENTRY_STORE: 'redis', SOURCE_REGISTRY: 'redis' };

describe('stores on Redis', () => {
  it.each<Record<string, string>>([ON_REDIS, { ENTRY_STORE: 'redis' }, { SOURCE_REGISTRY: 'redis' }])(
    '%j need an address',
    (stores) => {
      expect(problemsOf({ ...stores })).toEqual({
        REDIS_URL: expect.stringMatching(/^is not set\. Set it, or use/),
      });
    },
  );

  it('take one way to find the server', () => {
    const two = { REDIS_URL: 'redis://localhost', REDIS_CLUSTER_NODES: 'localhost:7000' };
    expect(problemsOf({ ...ON_REDIS, ...two })).toEqual({
      REDIS_CLUSTER_NODES: expect.stringContaining('beside REDIS_URL'),
    });
  });

  it.each<Record<string, string>>([
    { REDIS_URL: 'redis://cache.internal:6379' },
    { REDIS_SENTINELS: '10.0.0.1:26379,10.0.0.2:26379' },
    { REDIS_CLUSTER_NODES: '127.0.0.1:7000,10.0.0.2:7000' },
  ])('need a password in production on another machine: %j', (server) => {
    const environment = { ...PRODUCTION, ...ON_REDIS, ...server };
    expect(problemsOf(environment)).toEqual({ REDIS_PASSWORD: expect.stringContaining('needs a password') });
    expect(problemsOf({ ...environment, REDIS_PASSWORD: 'secret' })).toEqual({});
  });

  it('need none on this machine, nor when it stands in the URL', () => {
    for (const REDIS_URL of ['redis://localhost:6379', 'redis://[::1]', 'rediss://app:secret@cache.internal'])
      expect(problemsOf({ ...PRODUCTION, ...ON_REDIS, REDIS_URL })).toEqual({});
  });

  it.each<Record<string, string>>([
    { REDIS_URL: 'http://localhost' },
    { REDIS_SENTINELS: 'localhost' },
    { KEY_PREFIX: 'a:b' },
  ])('refuse %j', (wrong) => {
    const [variable] = Object.keys(wrong) as [string];
    expect(problemsOf({ ...wrong })).toHaveProperty(variable);
  });
});

describe('a flight board on Redis', () => {
  it('needs entries on Redis', () => {
    expect(problemsOf({ FLIGHT_BOARD: 'redis' })).toEqual({
      FLIGHT_BOARD: expect.stringContaining('only with ENTRY_STORE=redis'),
    });
    expect(problemsOf({ ...ON_REDIS, FLIGHT_BOARD: 'redis', REDIS_URL: 'redis://localhost' })).toEqual({});
  });
});
