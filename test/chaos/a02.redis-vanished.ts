import type { Fault } from './fault.js';
import { loseRedis } from './lost-redis.js';
import { withRedisStage } from './redis.stage.js';

export const redisVanished: Fault = {
  name: 'a02',
  title: 'Packets to and from Redis are dropped; the connections never answer again',
  isQuick: true,
  run: () =>
    withRedisStage({ isProxied: true }, (stage) =>
      loseRedis(stage, {
        lose: ({ proxy }) => proxy.set({ blackHole: true }),
        restore: ({ proxy }) => proxy.set({}),
        bounds: { p50: 2, p99: 60 },
      }),
    ),
};
