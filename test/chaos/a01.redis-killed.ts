import type { Fault } from './fault.js';
import { loseRedis } from './lost-redis.js';
import { withRedisStage } from './redis.stage.js';

export const redisKilled: Fault = {
  name: 'a01',
  title: 'Redis is killed under load and starts again',
  isQuick: true,
  run: () =>
    withRedisStage({}, (stage) =>
      loseRedis(stage, {
        lose: ({ redis }) => redis.signal('SIGKILL'),
        restore: ({ redis }) => redis.restart(),
        bounds: { p50: 2, p99: 10 },
      }),
    ),
};
