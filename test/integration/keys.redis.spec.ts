import { Redis } from 'ioredis';
import { basics } from '../e2e/stage.js';
import { issueKey, revokeKey, secretOf, type IssuedKey } from '../support/issued-keys.js';
import { startRedis, type RedisProcess } from '../support/redis/redis.process.js';
import { startService, type Service } from '../support/service.js';
import { startSimulator, type Simulator } from '../support/simulator.js';
import { until } from '../support/timing.js';

const ADMIN = 'admin-key-0123456789abcdefghij';
const SEARCH = { tenant: 'search', scopes: ['query', 'read'] };
const PREFIX = 'keys-spec';
/** Two processes start, with a model each. Milliseconds. */
const LONG = 120_000;

describe('stored keys on Redis', () => {
  let redis: RedisProcess;
  let simulator: Simulator;
  let replicas: readonly [Service, Service];
  const issued: IssuedKey[] = [];
  beforeAll(async () => {
    [redis, simulator] = await Promise.all([startRedis(), startSimulator()]);
    const settings = {
      ...basics(simulator),
      ...{ ENTRY_STORE: 'redis', SOURCE_REGISTRY: 'redis', FLIGHT_BOARD: 'redis', VECTOR_INDEX: 'memory' },
      ...{ REDIS_URL: redis.url, KEY_PREFIX: PREFIX, KEY_PEPPER: 'a-pepper-of-at-least-32-characters' },
      API_KEYS: `ops:${ADMIN}:admin`,
    };
    replicas = await Promise.all([startService(settings), startService(settings)]);
  }, LONG);
  afterAll(async () => {
    for (const service of replicas) await service.stop();
    await simulator.close();
    await redis.stop();
  });

  const issue = async () => {
    const key = await issueKey(replicas[0], ADMIN, SEARCH);
    issued.push(key);
    return key;
  };
  const answerAt = (service: Service, key: string) =>
    service.request('POST', '/api/v1/query', { key, body: { query: 'Who has the key?' } });
  const statusAt = async (service: Service, key: string) => (await answerAt(service, key)).status;

  it('open on every replica, and soon nowhere any more after they were revoked', async () => {
    const [busy, idle] = [await issue(), await issue()];
    for (const service of replicas)
      for (const { key } of [busy, idle]) expect(await statusAt(service, key)).toBe(200);
    for (const { id } of [busy, idle]) expect((await revokeKey(replicas[0], ADMIN, id)).status).toBe(204);
    await until(async () => (await statusAt(replicas[1], busy.key)) === 401);
    expect(await statusAt(replicas[1], idle.key)).toBe(401);
  });

  it('are written nowhere in it, and none can be lost to its want of memory', async () => {
    await issue();
    const client = new Redis(redis.url);
    const dump = await contentsOf(client);
    expect(dump).toContain(issued[0]!.id);
    for (const key of issued) expect(dump).not.toContain(secretOf(key));
    for (const name of await client.keys(`${PREFIX}:key*`)) expect(await client.ttl(name)).toBe(-1);
    await client.quit();
  });

  it(
    'stay valid where they are known while it is away; of others nobody can tell',
    async () => {
      const [known, met] = [await issue(), await issue()];
      expect(await statusAt(replicas[1], known.key)).toBe(200);
      redis.signal('SIGKILL');
      for (let turn = 0; turn < 5; turn++) {
        expect(await statusAt(replicas[1], known.key)).toBe(200);
        const refused = await answerAt(replicas[1], met.key);
        expect(refused).toMatchObject({
          ...{ status: 503, headers: { 'retry-after': '1' } },
          body: { code: 'auth_unavailable', detail: expect.stringContaining('key store') as string },
        });
        expect(await statusAt(replicas[1], ADMIN)).toBe(200);
      }
      expect(await revokeKey(replicas[1], ADMIN, known.id)).toMatchObject({
        ...{ status: 503, body: { code: 'store_unavailable' } },
      });
      await redis.restart();
      // It kept nothing: the keys are gone, and every replica hears of it.
      for (const { key } of [known, met]) await until(async () => (await statusAt(replicas[1], key)) === 401);
    },
    LONG,
  );
});

async function contentsOf(client: Redis): Promise<string> {
  const read = async (name: string): Promise<unknown> => {
    const type = await client.type(name);
    if (type === 'hash') return client.hgetall(name);
    return type === 'zset' ? client.zrange(name, 0, -1, 'WITHSCORES') : client.get(name);
  };
  const names = await client.keys('*');
  return JSON.stringify(await Promise.all(names.map(async (name) => [name, await read(name)])));
}
