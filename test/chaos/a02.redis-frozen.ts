import type { Fault } from './fault.js';
import { loseRedis } from './lost-redis.js';
import { withRedisStage } from './redis.stage.js';

export const redisFrozen: Fault = {
  name: 'a02',
  title: 'Redis freezes under load and thaws',
  isQuick: true,
  run: () =>
    withRedisStage({}, (stage) =>
      loseRedis(stage, {
        lose: ({ redis }) => redis.signal('SIGSTOP'),
        restore: ({ redis }) => redis.signal('SIGCONT'),
        bounds: { p50: 2, p99: 60 },
      }),
    ),
};
