import { Redis } from 'ioredis';
import { ACME_KEY, basics } from '../e2e/stage.js';
import { startRedis, type RedisProcess } from '../support/redis/redis.process.js';
import { startService, type Service } from '../support/service.js';
import { startSimulator, type Simulator } from '../support/simulator.js';

const QUERY = 'What is the capital of France?';
const PREFIX = 'lost';
/** A process starts, with a model. Milliseconds. */
const LONG = 120_000;

/** What Redis forgets, and whatever an empty or outdated copy of it brings back, may cost a hit and nothing else. */
describe('Redis loses what it kept', () => {
  let redis: RedisProcess;
  let client: Redis;
  let simulator: Simulator;
  let service: Service;
  beforeAll(async () => {
    redis = await startRedis();
    client = new Redis(redis.url);
    simulator = await startSimulator();
    service = await startService({
      ...basics(simulator),
      ...{ ENTRY_STORE: 'redis', SOURCE_REGISTRY: 'redis', FLIGHT_BOARD: 'redis', VECTOR_INDEX: 'memory' },
      ...{ REDIS_URL: redis.url, REDIS_TIMEOUT_MS: '5000', KEY_PREFIX: PREFIX },
    });
  }, LONG);
  afterAll(async () => {
    await service.stop();
    await simulator.close();
    await client.quit();
    await redis.stop();
  });

  const ask = async (): Promise<string | undefined> => {
    const { status, headers } = await service.ask({ query: QUERY }, ACME_KEY);
    expect(status).toBe(200);
    return headers['x-cache-entry'];
  };
  /** The id of the entry under the question, once it is stored. */
  const learn = async (): Promise<string> => {
    for (;;) {
      const entry = await ask();
      if (entry) return entry;
    }
  };
  const keys = (kind: string) => client.keys(`${PREFIX}:${kind}:*`);

  it('is a miss when any one key of ours is gone, and a hit again after', async () => {
    for (const kind of ['entry', 'id', 'canon', 'epoch', 'sources', 'namespace', 'namespaces', 'model']) {
      await learn();
      for (const key of await keys(kind)) await client.del(key);
      await ask();
      expect(await learn()).toBeDefined();
    }
  });

  it('never serves what was purged, though it comes back and the numbers that tell are lost', async () => {
    const purged = await learn();
    const kept = await Promise.all(
      (await keys('entry')).map(async (key) => ({ key, bytes: await client.dumpBuffer(key) })),
    );
    const { status } = await service.request('POST', '/api/v1/purge', { key: ACME_KEY, body: { all: true } });
    expect(status).toBe(200);
    const comeBack = async () => {
      for (const { key, bytes } of kept) await client.restore(key, 60_000, bytes, 'REPLACE');
    };
    for (const lost of await keys('epoch')) {
      await comeBack();
      await client.del(lost);
      expect(await ask()).not.toBe(purged);
    }
    await client.flushall();
    await comeBack();
    expect(await ask()).not.toBe(purged);
  });
});
