import type { Figure } from '../../bench/bench-part.js';
import { startSentinels, type RedisSentinels } from '../support/redis/redis.sentinels.js';
import type { RedisProcess } from '../support/redis/redis.process.js';
import { until } from '../support/timing.js';
import type { Fault } from './fault.js';
import { count, happened, milliseconds } from './figures.js';
import { withReplicas, type Replicas } from './purges/replicas.js';
import { shelvesOf } from './purges/shelves.js';

/** How much is asked. */
interface Size {
  /** Answers per kind of purge. */
  readonly answers: number;
  /** How often each replica is asked for each of them after the promotion. */
  readonly rounds: number;
}

/** Which copy hears the purges: then they are acknowledged with 200 though the one that is promoted lacks them. */
type Heard = 'by no copy' | 'by another copy';

export const copyPromoted: Fault = {
  name: 'c03',
  title: 'Sentinels promote a copy that lags, after purges that no copy has',
  isQuick: true,
  run: () => run('by no copy', { answers: 6, rounds: 10 }),
};

export const copyPromotedThorough: Fault = {
  name: 'c03',
  title: 'Sentinels promote a copy that lags, after purges that another copy has',
  isQuick: false,
  run: () => run('by another copy', { answers: 20, rounds: 40 }),
};

async function run(heard: Heard, size: Size): Promise<Figure[]> {
  const redis = await startSentinels({ copies: heard === 'by no copy' ? 1 : 2 });
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
  const asking = askUntil(promotion, () => tally.ask(shelves, services));
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

async function askUntil(end: { readonly isOver: boolean }, ask: () => Promise<unknown>): Promise<void> {
  while (!end.isOver) await ask();
}
