import { ACME_KEY, basics } from '../e2e/stage.js';
import { documentedCommands } from '../support/redis/redis.acl.js';
import { type RedisProcess, startRedis } from '../support/redis/redis.process.js';
import { startRefused, type Service, startService } from '../support/service.js';
import { type Simulator, startSimulator } from '../support/simulator.js';

const PASSWORD = 'a-long-password';
const ON_REDIS = {
  ENTRY_STORE: 'redis',
  SOURCE_REGISTRY: 'redis',
  FLIGHT_BOARD: 'redis',
  VECTOR_INDEX: 'memory',
};
const LONG = 60_000;

/** What somebody would do with the service's own credentials. */
const HARMFUL = [
  ...[
    'flushall',
    'flushdb',
    'keys *',
    'scan 0',
    'config get *',
    'config set dir /tmp',
    'acl list',
    'acl whoami',
  ],
  ...['script flush', 'function list', 'shutdown nosave', 'save', 'bgrewriteaof', 'monitor'],
  ...[
    'replicaof 127.0.0.1 1',
    'client list',
    'client kill type normal',
    'module list',
    'slowlog get',
    'swapdb 0 1',
  ],
  ...['dump ragcache:x', 'migrate 127.0.0.1 1 x 0 1', 'rename ragcache:x ragcache:y', 'randomkey', 'dbsize'],
  ...['get other:x', 'set other:x 1', 'del other:x', 'publish other x', 'hgetall other:x'],
];

/** B21: the service has no more rights on its stores than it needs, and insists that they are locked. */
describe('a Redis user with the documented rights', () => {
  let redis: RedisProcess;
  let simulator: Simulator;
  let service: Service;
  beforeAll(async () => {
    redis = await startRedis();
    const rights = ['resetkeys', '~ragcache:*', 'resetchannels', '-@all', ...documentedCommands()];
    redis.cli('acl', 'setuser', 'ragcache', 'on', `>${PASSWORD}`, ...rights);
    // Nobody else is let in.
    redis.cli('acl', 'setuser', 'default', 'resetpass', `>${PASSWORD}-of-the-operator`);
    simulator = await startSimulator();
    const login = { REDIS_URL: redis.url, REDIS_USERNAME: 'ragcache', REDIS_PASSWORD: PASSWORD };
    service = await startService({ ...basics(simulator), ...ON_REDIS, ...login, REDIS_TIMEOUT_MS: '5000' });
  }, LONG);
  afterAll(async () => {
    await service.stop();
    await simulator.close();
    await redis.stop();
  });

  const as = (user: string, password: string, command: string) =>
    redis.cli('--no-auth-warning', '--user', user, '--pass', password, ...command.split(' ')).trim();
  const asOperator = (command: string) => as('default', `${PASSWORD}-of-the-operator`, command);

  it('is enough for all that the service does', async () => {
    const query = 'Where is the fire extinguisher?';
    const asked = await service.ask({ query, cache: { tags: ['safety'] } }, ACME_KEY);
    expect(asked.status).toBe(200);
    let hit;
    do hit = (await service.ask({ query }, ACME_KEY)).body.cache_info;
    while (!hit.cache_hit);
    const path = `/api/v1/entries/${hit.entry_id}`;
    for (const [method, route, body, status] of [
      ['GET', path, undefined, 200],
      ['GET', '/api/v1/stats', undefined, 200],
      ['GET', '/health', undefined, 200],
      ['DELETE', path, undefined, 204],
      ['POST', '/api/v1/purge', { tags: ['safety'] }, 200],
      ['POST', '/api/v1/purge', { namespace: 'default', model: 'm' }, 200],
      ['POST', '/api/v1/purge', { all: true }, 200],
    ] as const)
      expect([route, (await service.request(method, route, { key: ACME_KEY, body })).status]).toEqual([
        route,
        status,
      ]);
    expect((await service.ask({ query }, ACME_KEY)).body.cache_info.cache_hit).toBe(false);
    expect(asOperator('acl log')).toBe('');
  });

  it.each(HARMFUL)('is not enough for %s', (command) => {
    expect(as('ragcache', PASSWORD, command)).toMatch(/NOPERM/);
  });

  it('is needed: nobody gets in without its password', () => {
    expect(redis.cli('get', 'ragcache:x')).toMatch(/NOAUTH/);
    expect(as('ragcache', 'a-guess', 'get ragcache:x')).toMatch(/WRONGPASS|NOAUTH/);
  });
});

describe('a store on another machine without credentials', () => {
  const REDIS = { ENTRY_STORE: 'redis', SOURCE_REGISTRY: 'redis' };
  const QDRANT = { VECTOR_INDEX: 'qdrant' };
  const production = { NODE_ENV: 'production', API_KEYS: `acme:${ACME_KEY}`, PORT: '0' };

  it.each<[string, Record<string, string>]>([
    ['REDIS_PASSWORD', { ...REDIS, REDIS_URL: 'redis://cache.internal:6379' }],
    ['REDIS_PASSWORD', { ...REDIS, REDIS_URL: 'rediss://10.0.0.1:6379', REDIS_USERNAME: 'ragcache' }],
    ['REDIS_PASSWORD', { ...REDIS, REDIS_SENTINELS: '10.0.0.1:26379' }],
    ['REDIS_PASSWORD', { ...REDIS, REDIS_CLUSTER_NODES: '127.0.0.1:7000,10.0.0.2:7000' }],
    ['REDIS_PASSWORD', { ...REDIS, REDIS_URL: 'redis://127.0.0.1.evil.example:6379' }],
    ['REDIS_PASSWORD', { ...REDIS, REDIS_URL: 'redis://cache.internal', REDIS_PASSWORD: '' }],
    ['QDRANT_API_KEY', { ...QDRANT, QDRANT_URL: 'http://qdrant.internal:6333' }],
    ['QDRANT_API_KEY', { ...QDRANT, QDRANT_URL: 'https://localhost.evil.example', QDRANT_API_KEY: '' }],
  ])('stops the start in production, which names %s: %j', async (variable, settings) => {
    const { code, output } = await startRefused({ ...production, ...settings });
    expect([code, output]).toEqual([1, expect.stringContaining(`${variable}: is not set. In production a`)]);
  });
});
