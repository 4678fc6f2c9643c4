import { redisOptions } from '@app/cache';
import { problemsOf } from '../../testing/environment.problems.js';
import { parseEnvironment } from './environment.reader.js';

const PRODUCTION = { NODE_ENV: 'production', API_KEYS: 'acme:a-key-of-at-least-24-characters' };
const ON_REDIS = { ENTRY_STORE: 'redis', SOURCE_REGISTRY: 'redis' };

/** Each would have been a connection to something else, or none at all. */
const WRONG_URLS = [
  ...['http://localhost', 'localhost:6379', 'REDIS//localhost', 'redis:localhost', 'unix:///run/redis.sock'],
  // No database of that number.
  ...[
    '/abc',
    '/1.5',
    '/-1',
    '/16x',
    '/0x1',
    '/1e1',
    '/01',
    '/+1',
    '/ 1',
    '/0/1',
    '/0/',
    '//',
    '/%31',
    '/9999999',
  ].map((path) => `redis://localhost${path}`),
  // What another client would read and this one does not.
  ...['?', '?db=1', '/0?family=6', '#', '/0#1'].map((rest) => `rediss://localhost${rest}`),
  // Not one host.
  ...[
    '',
    ':6379',
    '/0',
    'user:secret@',
    ':secret@:6379',
    'a,b',
    'a:6379,b:6379',
    '%2Frun%2Fredis.sock',
    '10.0.0',
    '127.1',
  ].map((host) => `redis://${host}`),
  ...['a..b', '-a', 'a-', '300.1.1.1', '[::1', '::1', '[fe80::1%25eth0]'].map((host) => `redis://${host}`),
  ...['0', '65536', '-1', 'abc', '6379x', '6379:6380'].map((port) => `redis://localhost:${port}`),
  ...['redis://:100%@localhost', 'redis://%zz:secret@localhost', 'redis://:%ff@localhost'],
  ...['redis://:pa/ss@localhost', 'redis://:pa#ss@localhost', 'redis://:pa?ss@localhost'],
];
const WRONG_LISTS = [
  ...[
    'localhost',
    'localhost:',
    ':26379',
    'localhost:0',
    'localhost:65536',
    'localhost:port',
    'localhost:-1',
  ],
  ...[
    'redis://localhost:26379',
    'localhost:26379/0',
    'user:secret@localhost:26379',
    'a:1 b:2',
    'a:1;b:2',
    'a:1,b',
  ],
  ...[
    '::1:26379',
    '[::1]',
    '[localhost]:1',
    '10.0.0:1',
    '300.1.1.1:1',
    'a..b:1',
    'a:1.5',
    'a:1e3',
    'a:000001',
  ],
];

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

  it.each([
    ...WRONG_URLS.map((REDIS_URL) => ({ REDIS_URL })),
    ...WRONG_LISTS.flatMap((list) => [{ REDIS_SENTINELS: list }, { REDIS_CLUSTER_NODES: list }]),
    ...['two words', 'a,b', 'name:26379'].map((REDIS_SENTINEL_NAME) => ({ REDIS_SENTINEL_NAME })),
    { REDIS_USERNAME: 'two words' },
    { REDIS_SENTINEL_USERNAME: 'two words' },
    ...['yes', 'true', 'ON', '1'].flatMap((value) => [{ REDIS_TLS: value }, { REDIS_SENTINEL_TLS: value }]),
    ...['10.0.0.1', 'https://redis', 'redis:6379', '*.redis'].map((REDIS_TLS_SERVERNAME) => ({
      REDIS_TLS_SERVERNAME,
    })),
    ...['0', '1.5', '50ms', '-1', '0x10', '1e3', '10001'].map((REDIS_TIMEOUT_MS) => ({ REDIS_TIMEOUT_MS })),
    ...['a:b', 'a b', '{a}', ''.padEnd(65, 'a')].map((KEY_PREFIX) => ({ KEY_PREFIX })),
  ])('refuse %j', (wrong: object) => {
    const [variable] = Object.keys(wrong) as [string];
    expect(problemsOf({ ...wrong })).toHaveProperty(variable);
  });
});

describe('what an address means', () => {
  it.each([
    ['redis://localhost', { host: 'localhost', port: 6379, db: 0 }],
    ['redis://localhost/', { host: 'localhost', port: 6379, db: 0 }],
    ['rediss://cache.internal:6380/15', { host: 'cache.internal', port: 6380, db: 15 }],
    ['redis://[2001:db8::1]:7000/3', { host: '2001:db8::1', port: 7000, db: 3 }],
    ['redis://user_1:p%40s%23s@redis_1', { host: 'redis_1', username: 'user_1', password: 'p@s#s' }],
  ])('%s', (REDIS_URL, meant) => {
    expect(problemsOf({ ...ON_REDIS, REDIS_URL })).toEqual({});
    expect(redisOptions(parseEnvironment({ ...ON_REDIS, REDIS_URL }))).toMatchObject(meant);
  });

  it('of an IPv6 sentinel', () => {
    const { sentinels } = redisOptions(
      parseEnvironment({ ...ON_REDIS, REDIS_SENTINELS: '[::1]:26379, b.internal:26380' }),
    );
    expect(sentinels).toEqual([
      { host: '::1', port: 26379 },
      { host: 'b.internal', port: 26380 },
    ]);
  });
});

describe('who one is on Redis', () => {
  const REDIS_URL = 'redis://app:one@localhost';
  it.each<[Record<string, string>, string]>([
    [{ REDIS_URL, REDIS_PASSWORD: 'two' }, 'REDIS_PASSWORD'],
    [{ REDIS_URL, REDIS_USERNAME: 'other' }, 'REDIS_USERNAME'],
    [{ REDIS_URL: 'redis://secret@localhost' }, 'REDIS_PASSWORD'],
    [{ REDIS_URL: 'redis://app:@localhost' }, 'REDIS_PASSWORD'],
    [{ REDIS_URL: 'redis://localhost', REDIS_USERNAME: 'app' }, 'REDIS_PASSWORD'],
    [{ REDIS_SENTINELS: 'a:1', REDIS_SENTINEL_USERNAME: 'app' }, 'REDIS_SENTINEL_PASSWORD'],
  ])('is not clear from %j', (settings, variable) => {
    expect(Object.keys(problemsOf({ ...ON_REDIS, ...settings }))).toEqual([variable]);
  });

  it('may be said twice alike', () => {
    const settings = { REDIS_URL, REDIS_USERNAME: 'app', REDIS_PASSWORD: 'one' };
    expect(problemsOf({ ...ON_REDIS, ...settings })).toEqual({});
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
