import { startRedisCluster } from '../support/redis/redis.cluster.js';
import { startSentinels } from '../support/redis/redis.sentinels.js';
import { until } from '../support/timing.js';

/** The stages of other specs, tried alone: a failover takes seconds. */
const LONG = 60_000;

describe('Redis as the specs start it', () => {
  it(
    'is a master whose lagging copy three Sentinels promote, without what it never heard',
    async () => {
      const redis = await startSentinels({ copies: 2 });
      try {
        const [first, second] = redis.copies;
        const old = redis.master();
        old.cli('set', 'early', '1');
        await until(() => redis.copies.every((copy) => copy.cli('get', 'early').trim() === '1'));
        redis.lag(second!);
        old.cli('set', 'late', '1');
        await until(() => first!.cli('get', 'late').trim() === '1');
        await redis.promote(second!);
        expect(redis.master()).toBe(second);
        expect(second!.cli('mget', 'early', 'late').trim()).toBe('1');
      } finally {
        await redis.stop();
      }
    },
    LONG,
  );

  it(
    'is a cluster of six whose slots move and whose master is followed by its copy',
    async () => {
      const cluster = await startRedisCluster({ copies: 1 });
      try {
        const [from, to] = cluster.masters();
        const count = () => Number(from!.cli('dbsize'));
        for (let at = 0; at < 60; at++) from!.cli('-c', 'set', `key-${at}`, 'x');
        const before = count();
        await cluster.moveSlots({ from: from!, to: to!, slots: 500 });
        expect(count()).toBeLessThan(before);
        const heir = await cluster.failOver(from!);
        expect(cluster.masters()).toContain(heir);
      } finally {
        await cluster.stop();
      }
    },
    LONG,
  );
});
