import { ACME_KEY, basics } from '../e2e/stage.js';
import { startRedis, type RedisProcess } from '../support/redis/redis.process.js';
import { startService, type Service } from '../support/service.js';
import { freePort } from '../../apps/demo/src/free-port.js';
import { startSimulator, type Simulator } from '../support/simulator.js';
import { until } from '../support/timing.js';

/** A process starts, with a model. Milliseconds. */
const LONG = 120_000;
const STORES = { ENTRY_STORE: 'redis', SOURCE_REGISTRY: 'redis', FLIGHT_BOARD: 'redis' };

describe('the service with its memory on Redis', () => {
  let simulator: Simulator;
  let service: Service | undefined;
  let redis: RedisProcess | undefined;
  beforeAll(async () => {
    simulator = await startSimulator();
  });
  afterEach(async () => {
    await service?.stop();
    await redis?.stop();
    [service, redis] = [undefined, undefined];
  });
  afterAll(() => simulator.close());

  const start = (settings: Record<string, string>) =>
    startService({ ...basics(simulator), ...STORES, ...settings });

  it(
    'starts and answers without its Redis, promises no purge, and says so',
    async () => {
      service = await start({ REDIS_URL: `redis://127.0.0.1:${await freePort()}` });
      const { status, headers } = await service.ask({ query: 'What is a cache?' }, ACME_KEY);
      expect([status, headers['x-cache-status']]).toEqual([200, 'MISS']);
      const health = await service.request('GET', '/health');
      expect(health.body).toMatchObject({ status: 'degraded', parts: { entries: 'down', registry: 'down' } });
      const purge = await service.request('POST', '/api/v1/purge', { key: ACME_KEY, body: { all: true } });
      expect(purge).toMatchObject({
        status: 503,
        body: { code: 'store_unavailable' },
        headers: { 'retry-after': '2' },
      });
    },
    LONG,
  );

  it(
    'warns of a policy under which purges can be forgotten, and of an index that is not shared',
    async () => {
      redis = await startRedis(['--maxmemory', '100mb', '--maxmemory-policy', 'allkeys-lru']);
      service = await start({ REDIS_URL: redis.url, REDIS_TIMEOUT_MS: '5000' });
      for (const warning of [
        'maxmemory-policy is allkeys-lru',
        'VECTOR_INDEX=sqlite belongs to this replica',
      ])
        await until(() => service!.output().includes(warning));
      await until(async () => (await service!.request('GET', '/health')).body.parts.registry === 'down');
    },
    LONG,
  );
});
