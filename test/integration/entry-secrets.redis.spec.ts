import { fingerprintOf } from '@app/cache/testing';
import { ACME_KEY, basics } from '../e2e/stage.js';
import { startRedis, type RedisProcess } from '../support/redis/redis.process.js';
import { startService, type Service } from '../support/service.js';
import { startSimulator, type Simulator } from '../support/simulator.js';
import { until } from '../support/timing.js';

/** Processes start, with a model. Milliseconds. */
const LONG = 120_000;
const [ONE, OTHER] = ['one-secret-of-thirty-two-characters!', 'another-secret-of-thirty-two-letters'];
const WORDS = /different secrets.*same ENTRY_SECRET/;
const KEY = 'shared:entry-secrets';

describe('replicas on one Redis', () => {
  let simulator: Simulator;
  let redis: RedisProcess;
  let services: Service[];
  beforeAll(async () => {
    simulator = await startSimulator();
    redis = await startRedis();
  });
  afterAll(async () => {
    await redis.stop();
    await simulator.close();
  });
  beforeEach(() => {
    redis.cli('flushall');
    services = [];
  });
  afterEach(async () => {
    await Promise.all(services.map((service) => service.stop()));
  });

  async function start(settings: Record<string, string>): Promise<Service> {
    const stores = {
      ENTRY_STORE: 'redis',
      SOURCE_REGISTRY: 'redis',
      VECTOR_INDEX: 'memory',
      SEMANTIC_MODE: 'off',
    };
    const own = { REDIS_URL: redis.url, KEY_PREFIX: 'shared', REDIS_TIMEOUT_MS: '5000' };
    const service = await startService({ ...basics(simulator), ...stores, ...own, ...settings });
    services.push(service);
    return service;
  }

  const health = async (service: Service): Promise<Record<string, unknown>> =>
    (await service.request('GET', '/health')).body as Record<string, unknown>;
  const isDegraded = async (service: Service) => (await health(service)).status === 'degraded';
  const warnings = (service: Service) => service.output().split('different secrets').length - 1;

  it(
    'say so, each, when they seal with different secrets, and that it is over',
    async () => {
      const first = await start({ ENTRY_SECRET: ONE });
      await until(() => redis.cli('hlen', KEY).trim() === '1');
      expect(await health(first)).not.toHaveProperty('problems');
      const second = await start({ ENTRY_SECRET: OTHER });
      for (const service of [first, second]) {
        await until(() => isDegraded(service));
        expect(await health(service)).toMatchObject({
          parts: { entries: 'up', registry: 'up' },
          problems: [expect.stringMatching(WORDS)],
        });
        expect((await service.request('GET', '/health/ready')).status).toBe(200);
        await until(() => warnings(service) === 1);
      }
      const { body } = await first.request('GET', '/metrics', { key: ACME_KEY });
      expect(String(body)).toContain('ragcache_part_up{part="entry-secret"} 0');
      // Nothing tells the secrets, and nothing of this may be evicted.
      expect(redis.cli('hgetall', KEY)).not.toMatch(/secret-of/);
      expect(redis.cli('pttl', KEY).trim()).toBe('-1');
      // The other one has gone, a while ago.
      await services.pop()!.stop();
      const [stale] = redis
        .cli('hkeys', KEY)
        .split('\n')
        .filter((field) => field !== fingerprintOf(ONE));
      redis.cli('hset', KEY, stale!, `${Math.floor(Date.now() / 1_000) - 61}`);
      await until(async () => !(await isDegraded(first)));
      expect(warnings(first)).toBe(1);
    },
    LONG,
  );

  it(
    'say nothing when secrets are the same, or prefixes are not, or the secret is the pepper',
    async () => {
      const pepper = { KEY_PEPPER: ONE };
      await Promise.all([
        start({ ENTRY_SECRET: ONE }),
        start(pepper),
        start({ ENTRY_SECRET: OTHER, KEY_PREFIX: 'elsewhere' }),
      ]);
      await until(() => redis.cli('exists', KEY, 'elsewhere:entry-secrets').trim() === '2');
      for (const service of services) expect(await health(service)).toMatchObject({ status: 'ok' });
      expect(redis.cli('hlen', KEY).trim()).toBe('1');
    },
    LONG,
  );

  it(
    'say so when one of them has no secret at all',
    async () => {
      const [sealed, open] = [await start({ ENTRY_SECRET: ONE }), await start({})];
      for (const service of [open, sealed]) await until(() => isDegraded(service));
    },
    LONG,
  );
});
