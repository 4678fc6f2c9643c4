import { basics } from '../e2e/stage.js';
import { startRedis, type RedisProcess } from '../support/redis/redis.process.js';
import { startSentinels } from '../support/redis/redis.sentinels.js';
import { startService, type Service } from '../support/service.js';
import { startSimulator, type Simulator } from '../support/simulator.js';
import { until } from '../support/timing.js';

/** Processes start, with a model. Milliseconds. */
const LONG = 120_000;
const STORES = {
  ENTRY_STORE: 'redis',
  SOURCE_REGISTRY: 'redis',
  VECTOR_INDEX: 'memory',
  SEMANTIC_MODE: 'off',
};

describe('a setting that leads to another Redis than was meant', () => {
  let simulator: Simulator;
  let redis: RedisProcess;
  let service: Service | undefined;
  beforeAll(async () => {
    simulator = await startSimulator();
    redis = await startRedis();
  });
  afterEach(async () => {
    await service?.stop();
    service = undefined;
  });
  afterAll(async () => {
    await redis.stop();
    await simulator.close();
  });

  const start = async (settings: Record<string, string>) =>
    (service = await startService({ ...basics(simulator), ...STORES, ...settings }));

  it.each(['16', '99', '4000'])(
    'stops the start when there is no database %s',
    async (database) => {
      await expect(start({ REDIS_URL: `${redis.url}/${database}` })).rejects.toThrow(
        /REDIS_URL names a database/,
      );
      expect(redis.cli('dbsize').trim()).toBe('0');
    },
    LONG,
  );

  it.each<[string, () => Record<string, string>, RegExp]>([
    [
      'a password',
      () => ({ REDIS_URL: redis.url.replace('//', '//nobody:wrong@') }),
      /refuses REDIS_USERNAME/,
    ],
    ['no cluster', () => ({ REDIS_CLUSTER_NODES: `127.0.0.1:${redis.port}` }), /are no cluster/],
    ['no Sentinels', () => ({ REDIS_SENTINELS: `127.0.0.1:${redis.port}` }), /are no Sentinels/],
  ])(
    'is named in the log: %s',
    async (_what, settings, words) => {
      const { output } = await start(settings());
      await until(() => words.test(output()));
    },
    LONG,
  );

  it(
    'is named in the log: a master that the Sentinels do not know',
    async () => {
      const sentinels = await startSentinels({ copies: 0, sentinels: 1 });
      const REDIS_SENTINELS = sentinels.addresses.join();
      try {
        const { output } = await start({ REDIS_SENTINELS, REDIS_SENTINEL_NAME: 'another' });
        await until(() => /know no master called REDIS_SENTINEL_NAME/.test(output()));
      } finally {
        await sentinels.stop();
      }
    },
    LONG,
  );
});
