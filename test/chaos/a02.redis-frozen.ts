import type { RedisProcess } from '../support/redis/redis.process.js';
import type { Fault } from './fault.js';
import { count } from './figures.js';
import { loseRedis } from './lost-redis.js';
import { withRedisStage } from './redis.stage.js';

/** A request sends about three; without a breaker they would be thousands. */
const MOST_WAITING = 150;

export const redisFrozen: Fault = {
  name: 'a02',
  title: 'Redis freezes under load and thaws',
  isQuick: true,
  run: () =>
    withRedisStage({}, async (stage) => {
      let before = 0;
      let waiting = Number.POSITIVE_INFINITY;
      const figures = await loseRedis(stage, {
        lose: ({ redis }) => {
          before = commandsDone(redis);
          redis.signal('SIGSTOP');
        },
        restore: ({ redis }) => {
          redis.signal('SIGCONT');
          // Asking blocks this process and so its traffic: what Redis has done by now had been waiting for it.
          waiting = commandsDone(redis) - before;
        },
        bounds: { p50: 2, p99: 60 },
      });
      return [...figures, count('commands that had piled up', waiting, MOST_WAITING)];
    }),
};

function commandsDone(redis: RedisProcess): number {
  return Number(/total_commands_processed:(\d+)/.exec(redis.cli('info', 'stats'))![1]);
}
