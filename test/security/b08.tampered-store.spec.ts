import { Redis } from 'ioredis';
import { ACME_KEY, basics, openStage, RIVAL_KEY } from '../e2e/stage.js';
import { startRedis, type RedisProcess } from '../support/redis/redis.process.js';
import { startService, type Service } from '../support/service.js';
import { startSimulator, type Simulator } from '../support/simulator.js';
import { until } from '../support/timing.js';

const LONG = 120_000;
const FLIPS = 1_000;
const QUESTIONS = ['What is the capital of France?', 'Who wrote the novel Emma?'];

/** Whoever can write to the store, but doesn't know the secret, can cause misses and nothing else. */
describe('B8: a tampered store', () => {
  let redis: RedisProcess;
  let client: Redis;
  let simulator: Simulator;
  let writer: Service;
  /** Reads and never mends what it finds. */
  let reader: Service;
  beforeAll(async () => {
    redis = await startRedis();
    client = new Redis(redis.url);
    simulator = await startSimulator();
    const environment = {
      ...basics(simulator),
      ...{ ENTRY_STORE: 'redis', SOURCE_REGISTRY: 'redis', VECTOR_INDEX: 'memory', REDIS_URL: redis.url },
      ...{ ENTRY_SECRET: 'a-secret-that-the-attacker-does-not-know', REDIS_TIMEOUT_MS: '5000' },
    };
    [writer, reader] = await Promise.all([
      startService(environment),
      startService({ ...environment, CACHE_MODE: 'read-only' }),
    ]);
  }, LONG);
  afterAll(async () => {
    await Promise.all([writer.stop(), reader.stop()]);
    await simulator.close();
    await client.quit();
    await redis.stop();
  });

  const ask = (query: string, key = ACME_KEY) => reader.ask({ query }, key);
  const learnOne = async (query: string, key = ACME_KEY) => {
    await writer.ask({ query }, key);
    while (!(await reader.ask({ query }, key)).body.cache_info.cache_hit);
  };
  /** The store's keys of the entries of both questions, once they are stored. */
  const learn = async (): Promise<string[]> => {
    await client.flushall();
    for (const query of QUESTIONS) await learnOne(query);
    return client.keys('ragcache:entry:*');
  };
  const invalid = async (): Promise<number> => {
    const { body } = await reader.request('GET', '/metrics', { key: ACME_KEY });
    const lines = String(body)
      .split('\n')
      .filter((line) => line.startsWith('ragcache_invalid_entries_total'));
    return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  };

  it('serves no forged answer', async () => {
    const [first] = await learn();
    const before = await invalid();
    const body = (await client.hget(first!, 'body'))!;
    const forged = body.replaceAll(/\[simulated\]/g, '[forged]');
    await client.hset(first!, 'body', forged);
    for (const query of QUESTIONS) expect((await ask(query)).body.response).not.toContain('[forged]');
    expect(await invalid()).toBeGreaterThan(before);
  });

  it('serves neither of two entries that were swapped', async () => {
    const [one, two] = await learn();
    const before = await invalid();
    const [a, b] = [await client.dumpBuffer(one!), await client.dumpBuffer(two!)];
    await client.restore(one!, 60_000, b, 'REPLACE');
    await client.restore(two!, 60_000, a, 'REPLACE');
    for (const query of QUESTIONS) {
      const { body } = await ask(query);
      expect(body.cache_info.cache_hit).toBe(false);
      expect(body.response).toContain(query);
    }
    expect(await invalid()).toBeGreaterThanOrEqual(before + QUESTIONS.length);
  });

  it('serves no entry of another tenant that was put in its place', async () => {
    await learn();
    const [query] = QUESTIONS as [string];
    const mine = new Set(await client.keys('ragcache:entry:*'));
    await learnOne(query, RIVAL_KEY);
    const theirs = (await client.keys('ragcache:entry:*')).filter((key) => !mine.has(key));
    const dump = await client.dumpBuffer([...mine][0]!);
    const before = await invalid();
    await client.restore(theirs[0]!, 60_000, dump, 'REPLACE');
    const { body } = await ask(query, RIVAL_KEY);
    expect(body.cache_info.cache_hit).toBe(false);
    expect(await invalid()).toBeGreaterThan(before);
  });

  it(
    `takes an entry in which one bit is wrong for a miss, ${FLIPS} times`,
    async () => {
      const keys = await learn();
      const bodies = await Promise.all(keys.map((key) => client.hgetBuffer(key, 'body')));
      const [query] = QUESTIONS as [string];
      const at = bodies.findIndex((body) => body!.includes(query));
      const [key, whole] = [keys[at]!, bodies[at]!];
      const { response } = (await ask(query)).body;
      const before = await invalid();
      for (let flip = 0; flip < FLIPS; flip++) {
        const bit = Math.floor(Math.random() * whole.length * 8);
        const damaged = Buffer.from(whole);
        damaged[bit >> 3]! ^= 1 << (bit & 7);
        await client.hset(key, 'body', damaged);
        const { status, body } = await ask(query, ACME_KEY);
        expect({ bit, status, hit: body.cache_info.cache_hit, response: body.response }).toEqual({
          ...{ bit, status: 200, hit: false, response },
        });
      }
      expect(await invalid()).toBeGreaterThanOrEqual(before + FLIPS);
    },
    LONG,
  );
});

describe('B8: no secret to seal entries with', () => {
  const WARNING = /ENTRY_SECRET is not set/g;

  it.each<[Record<string, string>, number]>([
    [{}, 1],
    [{ API_WORKERS: '2' }, 1],
    [{ ENTRY_SECRET: 'a-secret-that-the-attacker-does-not-know' }, 0],
    [{ KEY_PEPPER: 'a-pepper-of-at-least-32-characters' }, 0],
  ])(
    'is told once at the start: %j',
    async (settings, times) => {
      const stage = await openStage(settings);
      await until(() => stage.service.output().includes('listening on'));
      await stage.close();
      expect(stage.service.output().match(WARNING) ?? []).toHaveLength(times);
    },
    LONG,
  );
});
