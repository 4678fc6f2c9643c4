import { purgeModel } from '@app/cache/testing';
import { startRedis } from '../support/redis/redis.process.js';

/** More on demand: PURGE_MODEL_SERVER_RUNS=500, and PURGE_MODEL_SEED to play the same ones again. */
const RUNS = Number(process.env.PURGE_MODEL_SERVER_RUNS ?? 20);

describe('Purges over three replicas on real stores', () => {
  let redis: Awaited<ReturnType<typeof startRedis>>;
  beforeAll(async () => (redis = await startRedis()));
  afterAll(() => redis.stop());

  it.each([
    ['sqlite', 'sqlite'],
    ['redis', 'redis'],
    ['sqlite', 'redis'],
    ['redis', 'sqlite'],
  ] as const)(
    'with entries on %s and the registry on %s, nothing that was purged is served',
    async (entries, registry) => {
      const { playHistories, ServerWorld } = await purgeModel();
      const open = () => ServerWorld.open({ entries, registry, redisUrl: redis.url });
      const calm = await playHistories({ runs: Math.ceil(RUNS / 5), isCalm: true, open });
      expect(calm.hits).toBeGreaterThan(0);
      const counts = await playHistories({ runs: RUNS, open });
      expect(counts.hits).toBeGreaterThan(counts.histories);
    },
    600_000,
  );
});
