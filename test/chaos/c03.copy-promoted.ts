import type { Figure } from '../../bench/bench-part.js';
import { startSentinels, type RedisSentinels } from '../support/redis/redis.sentinels.js';
import type { RedisProcess } from '../support/redis/redis.process.js';
import { until } from '../support/timing.js';
import { count, happened, milliseconds } from './figures.js';
import { inTwoSizes } from './in-two-sizes.js';
import { withReplicas, type Replicas } from './purges/replicas.js';
import { shelvesOf } from './purges/shelves.js';

interface Size {
  /** By another copy: then purges are acknowledged with 200 though the copy that is promoted lacks them. */
  readonly heard: 'by no copy' | 'by another copy';
  /** Answers per kind of purge. */
  readonly answers: number;
  /** How often each replica is asked for each of them after the promotion. */
  readonly rounds: number;
}

export const copyPromoted = inTwoSizes<Size>({
  name: 'c03',
  title: ({ heard }) => `Sentinels promote a copy that lags, after purges that were heard ${heard}`,
  sizes: {
    quick: { heard: 'by no copy', answers: 6, rounds: 10 },
    thorough: { heard: 'by another copy', answers: 20, rounds: 40 },
  },
  run,
});

async function run(size: Size): Promise<Figure[]> {
  const redis = await startSentinels({ copies: size.heard === 'by no copy' ? 1 : 2 });
  const stores = { REDIS_SENTINELS: redis.addresses.join(','), REDIS_SENTINEL_NAME: redis.name };
  try {
    return await withReplicas({ stores }, (replicas) => trial(redis, replicas, size));
  } finally {
    await redis.stop();
  }
}

/** One replica hears all purges; the second one none; the third one is not asked at all before. */
async function trial(redis: RedisSentinels, { services, tally }: Replicas, size: Size): Promise<Figure[]> {
  const [purger, bystander] = services;
  const shelves = shelvesOf('c03', size.answers);
  const kept = shelves.filter(({ kind }) => kind === 'kept');
  const everyKept = kept[0]!.bodies.length * services.length;
  await tally.teach(shelves, [purger, bystander]);
  const [copy] = redis.copies;
  await level(redis);
  redis.lag(copy!);
  const served = await tally.ask(kept, [purger, bystander]);
  const purges = shelves.filter(({ kind }) => kind !== 'kept');
  const statuses = (await Promise.all(purges.map((shelf) => tally.forget(shelf, purger)))).flat();
  const promotion = { isOver: false };
  const asking = tally.askUntil(promotion, shelves, services);
  await redis.promote(copy!);
  const promotedAt = performance.now();
  promotion.isOver = true;
  await asking;
  await until(async () => (await tally.ask(kept, services)) === everyKept);
  const healed = performance.now() - promotedAt;
  await tally.ask(shelves, services, size.rounds);
  return [
    count('purges told that no copy has them', statuses.filter((status) => status === 202).length),
    happened('what nobody purged was served before', 3 * served === 2 * everyKept),
    milliseconds('until it was served again by all', healed, 15_000),
    ...tally.figures(),
  ];
}

/** Resolves when all copies have what the master has now. */
async function level({ master, copies }: RedisSentinels): Promise<void> {
  const written = offset(master(), 'master_repl_offset');
  await until(() => copies.every((copy) => offset(copy, 'slave_repl_offset') >= written));
}

function offset(server: RedisProcess, name: string): number {
  return Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(server.cli('info', 'replication'))?.[1]);
}
