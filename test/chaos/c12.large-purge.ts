import type { Figure } from '../../bench/bench-part.js';
import { quantile } from '../../bench/statistics.js';
import type { Fault } from './fault.js';
import { count, milliseconds } from './figures.js';
import { fill } from './purges/filler.js';
import { onRedis, type OnRedis } from './purges/on-redis.js';
import { figuresOf, hitsOf, lastServed, OTHERS, purgeWatched, TAG, TAGGED } from './purges/watched-purge.js';

const BOUNDS = { obeyedMs: 50, addedMs: 10 };

/** Not for every commit: how long a hit takes says much about the machine. */
export const largePurge = [20_000, 100_000].map((size): Fault => ({
  ...{ name: 'c12', isQuick: false },
  title: `A purge of ${size} answers is obeyed at once, and delays nobody`,
  run: () => onRedis({ fill: (redis) => fill(redis, TAG, size) }, (stage) => trial(stage, size)),
}));

async function trial({ redis, services, tally }: OnRedis, size: number): Promise<Figure[]> {
  await tally.teach([TAGGED, OTHERS], services);
  await tally.ask([TAGGED, OTHERS], services, 20);
  const purge = await purgeWatched(services);
  const left = Number(redis.cli('zcard', `ragcache:tag:acme:${TAG}`));
  const { before, meanwhile } = hitsOf(purge);
  const added = Math.max(0, quantile(meanwhile, 0.99) - quantile(before, 0.99));
  return [
    ...figuresOf(purge),
    count('answers that were not deleted', size + TAGGED.bodies.length - purge.purged + left, 0),
    milliseconds(
      'last one served was asked so long after the purge was sent',
      lastServed(purge),
      BOUNDS.obeyedMs,
    ),
    milliseconds('added to the p99', added, BOUNDS.addedMs),
  ];
}
