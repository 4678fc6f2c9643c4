import type { Figure } from '../../bench/bench-part.js';
import type { RedisProcess } from '../support/redis/redis.process.js';
import { count, happened } from './figures.js';
import { inTwoSizes } from './in-two-sizes.js';
import { onRedis, type OnRedis } from './purges/on-redis.js';
import { shelvesOf, type Shelf } from './purges/shelves.js';

const POLICIES = ['volatile-lru', 'volatile-lfu', 'volatile-ttl', 'volatile-random'] as const;
/** What of the answers' memory the server has to do without. */
const TAKEN_AWAY = 0.3;
/** Beside these what clients need is small. */
const LONG_ANSWER = { text: 'All that the handbook says. '.repeat(300) };

interface Size {
  /** Answers per kind of purge. */
  readonly answers: number;
  readonly rounds: number;
}

export const evicted = inTwoSizes<Size>({
  name: 'c01',
  title: 'Redis evicts listings, ids and entries under each volatile policy; then everything is purged',
  sizes: { quick: { answers: 10, rounds: 1 }, thorough: { answers: 80, rounds: 4 } },
  run: (size) => onRedis({}, (stage) => trial(stage, size)),
});

async function trial(stage: OnRedis, size: Size): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const policy of POLICIES) figures.push(...(await underPolicy(policy, stage, size)));
  return [...figures, ...stage.tally.figures()];
}

async function underPolicy(
  policy: string,
  { redis, services, tally, simulator }: OnRedis,
  { answers, rounds }: Size,
): Promise<Figure[]> {
  const shelves = shelvesOf(policy, answers);
  const before = memoryOf(redis);
  simulator.behave({ say: LONG_ANSWER });
  await tally.teach(shelves, services);
  redis.cli('config', 'set', 'maxmemory-policy', policy);
  const taken = Math.round(TAKEN_AWAY * (memoryOf(redis) - before));
  redis.cli('config', 'set', 'maxmemory', `${memoryOf(redis) - taken}`);
  const left = await tally.ask(shelves, services.slice(0, 1));
  const ids = shelves.flatMap((shelf) => tally.idsOf(shelf));
  const lost = ids.filter((id) => redis.cli('exists', `ragcache:id:${id}`).trim() === '0').length;
  const statuses = await purgeAll(shelves, { services, tally });
  redis.cli('config', 'set', 'maxmemory', '0');
  await tally.ask(shelves, services, rounds);
  return [
    count(`${policy}: answers before, of them served once memory was short`, left),
    count('… their ids that were evicted', lost),
    happened('… some are served and some ids are lost', left > 0 && lost > 0),
    count('… deletions by id that were not a 204', statuses.filter((status) => status !== 204).length, 0),
  ];
}

/** One kind after the other, each through another replica; gives the statuses of the deletions by id. */
async function purgeAll(
  shelves: readonly Shelf[],
  { services, tally }: Pick<OnRedis, 'services' | 'tally'>,
): Promise<number[]> {
  const deletions: number[] = [];
  for (const [at, shelf] of shelves.entries()) {
    if (shelf.kind === 'kept') continue;
    const statuses = await tally.forget(shelf, services[at % services.length]!);
    if (shelf.kind === 'id') deletions.push(...statuses);
  }
  return deletions;
}

function memoryOf(redis: RedisProcess): number {
  return Number(/^used_memory:(\d+)/m.exec(redis.cli('info', 'memory'))?.[1]);
}
