import { Redis } from 'ioredis';
import { testContext } from '@app/cache/testing';
import { startRedis, type RedisProcess } from '../support/redis/redis.process.js';

describe('a Redis that can be read but not written', () => {
  let redis: RedisProcess;
  let administrator: Redis;
  beforeAll(async () => {
    redis = await startRedis();
    administrator = new Redis(redis.url);
  });
  afterAll(async () => {
    await administrator.quit();
    await redis.stop();
  });

  const withServer = async (work: (ping: () => Promise<void>) => Promise<void>) => {
    const context = testContext({ REDIS_URL: redis.url, REDIS_TIMEOUT_MS: 5_000 });
    try {
      await context.redis!.ready();
      await work(() => context.redis!.ping());
    } finally {
      await context.redis!.close();
      context.dispose();
    }
  };

  it('answers pings while it takes writes', () =>
    withServer(async (ping) => expect(await ping()).toBeUndefined()));

  it('is down while its memory is full and nothing may be evicted', () =>
    withServer(async (ping) => {
      await administrator.config('SET', 'maxmemory', '1');
      await expect(ping()).rejects.toThrow(/^OOM /);
      await administrator.config('SET', 'maxmemory', '0');
      await ping();
    }));

  it('is down while it is a copy', () =>
    withServer(async (ping) => {
      await administrator.replicaof('127.0.0.1', 1);
      await expect(ping()).rejects.toThrow(/^READONLY /);
      await administrator.replicaof('NO', 'ONE');
      await ping();
    }));
});
