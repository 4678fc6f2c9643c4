import { setTimeout as sleep } from 'node:timers/promises';
import { Statistics, type EntryStore } from '@app/cache';
import { STATS_STORES, testContext, type TestContext } from '@app/cache/testing';
import { startChaosProxy, type ChaosProxy } from '../support/chaos.proxy.js';
import { startRedis, type RedisProcess } from '../support/redis/redis.process.js';

/** Replies come this late, so that the connection can break when the work is done and its reply is on the way. Milliseconds. */
const REPLY_MS = 300;
const TURNS = 5;

describe('statistics on a Redis whose replies are lost', () => {
  let redis: RedisProcess;
  let proxy: ChaosProxy;
  let context: TestContext;
  beforeAll(async () => {
    redis = await startRedis();
    proxy = await startChaosProxy(redis.port);
    context = testContext({ REDIS_URL: `redis://127.0.0.1:${proxy.port}`, REDIS_TIMEOUT_MS: 5_000 });
    await context.redis!.ready();
  });
  afterAll(async () => {
    await context.redis!.close();
    context.dispose();
    await proxy.close();
    await redis.stop();
  });

  it('count every miss once', async () => {
    const store = await STATS_STORES.redis.open(context);
    const entries = { countByNamespace: async () => ({}) } as unknown as EntryStore;
    const statistics = new Statistics(store, entries, context.clock, context.signals);
    for (let turn = 0; turn < TURNS; turn++) {
      for (let asked = 0; asked < 10; asked++)
        statistics.record(
          { tenant: 'acme', namespace: `n${asked % 3}` },
          { outcome: 'miss', tokensSaved: 0, costSavedUsd: 0 },
        );
      proxy.set({ latency: REPLY_MS });
      const flushed = statistics.flush();
      await sleep(REPLY_MS / 2);
      proxy.set({ down: true });
      await flushed;
      proxy.set({});
      while (context.redis!.client.status !== 'ready') await sleep(10);
    }
    expect(context.signals.counted).toEqual(Array.from({ length: TURNS }, () => 'fail_open:stats.add'));
    const { rows } = await statistics.read('acme');
    expect(rows.reduce((sum, { misses }) => sum + misses, 0)).toBe(10 * TURNS);
    expect(rows.map(({ namespace }) => namespace)).toEqual(['n0', 'n1', 'n2']);
  });
});
