import { setTimeout as wait } from 'node:timers/promises';
import { basics } from '../e2e/stage.js';
import { startRedis, type RedisProcess } from '../support/redis/redis.process.js';
import { startService, type Service } from '../support/service.js';
import { startSimulator, type Simulator } from '../support/simulator.js';
import { startTraffic } from '../support/traffic.js';

const LIMIT = 300;
const REPLICAS = 3;
/** What this long earns on top of the burst is less than 5 %. */
const FLOOD_MS = 2_000;
const CONNECTIONS = 12;
const KEYS = {
  ...{ flood: 'flood-key-0123456789abcdefghij', away: 'away-key-0123456789abcdefghijk' },
  ...{ money: 'money-key-0123456789abcdefghij', writes: 'writes-key-0123456789abcdefgh' },
} as const;
const FLOODED = `requests_per_minute=${LIMIT}`;
const LONG = 120_000;

/** Denial of wallet: what a key may use is the same, however many replicas it asks. */
describe('B13: limits over three replicas', () => {
  let redis: RedisProcess;
  let simulator: Simulator;
  let replicas: readonly Service[];
  beforeAll(async () => {
    [redis, simulator] = await Promise.all([startRedis(), startSimulator()]);
    const environment = {
      ...basics(simulator),
      ...{ ENTRY_STORE: 'redis', SOURCE_REGISTRY: 'redis', VECTOR_INDEX: 'memory', REDIS_URL: redis.url },
      // Only the end of the log is kept here, and a flood would push out what is looked for.
      ...{ SEMANTIC_MODE: 'off', REDIS_TIMEOUT_MS: '1000', LOG_LEVEL: 'warn' },
      API_KEYS: Object.entries(KEYS)
        .map(([tenant, key]) => `${tenant}:${key}`)
        .join(','),
      KEY_LIMITS: `flood:${FLOODED},away:${FLOODED},money:usd_per_day=0.0005,writes:cache_writes_per_minute=5`,
    };
    replicas = await Promise.all(Array.from({ length: REPLICAS }, () => startService(environment)));
  }, LONG);
  afterAll(async () => {
    await Promise.all(replicas.map((service) => service.stop()));
    await simulator.close();
    await redis.stop();
  });

  /** The same question again and again: by number of status. */
  const flood = async (key: string) => {
    const urls = replicas.map(({ url }) => url);
    const traffic = startTraffic({ urls, key, connections: CONNECTIONS, next: () => 'Who is there?' });
    await wait(FLOOD_MS);
    await traffic.stop();
    const count = (status: number) => traffic.sent.filter((sent) => sent.status === status).length;
    return { allowed: count(200), refused: count(429), total: traffic.sent.length };
  };
  const ask = (turn: number, query: string, key: string) => replicas[turn % REPLICAS]!.ask({ query }, key);

  it('let a flood have the limit and at most 5 % more', async () => {
    const { allowed, refused, total } = await flood(KEYS.flood);
    expect(total).toBeGreaterThan(1.5 * LIMIT);
    expect(allowed).toBeGreaterThanOrEqual(LIMIT);
    expect(allowed).toBeLessThanOrEqual(1.05 * LIMIT);
    expect(allowed + refused).toBe(total);
    for (let turn = 0; turn < REPLICAS; turn++) {
      const { status, headers } = await ask(turn, 'Who is there?', KEYS.flood);
      if (status !== 200) expect([status, Number(headers['retry-after'])]).toEqual([429, 1]);
    }
  });

  it('spend money once, wherever it is asked for', async () => {
    let spent = 0;
    const answers = [];
    for (let turn = 0; turn < 40; turn++) {
      const answer = await ask(turn, `What does call ${turn} cost?`, KEYS.money);
      answers.push(answer.status);
      if (answer.status === 200) spent = answers.filter((status) => status === 200).length;
    }
    // An answer costs some 50 millionths; what the charge of the last one lagged behind comes on top.
    expect([spent > 5, spent < 16, answers.at(-1)]).toEqual([true, true, 429]);
  });

  it('write so many answers and no more', async () => {
    let stored = 0;
    for (let turn = 0; turn < 12; turn++) {
      const { status, headers } = await ask(turn, `What is written ${turn} times?`, KEYS.writes);
      expect(status).toBe(200);
      if (headers['cache-status']!.includes('stored')) stored += 1;
    }
    expect(stored).toBe(5);
  });

  it(
    'without Redis are counted by each for itself, and fail nobody',
    async () => {
      redis.signal('SIGKILL');
      const { allowed, refused, total } = await flood(KEYS.away);
      expect(allowed).toBeGreaterThanOrEqual(LIMIT);
      expect(allowed).toBeLessThanOrEqual(1.05 * REPLICAS * LIMIT);
      expect(allowed + refused).toBe(total);
      for (const service of replicas) {
        const told = service.output().match(/"part":"limits","state":"down"/g);
        expect(told).toHaveLength(1);
      }
    },
    LONG,
  );
});
