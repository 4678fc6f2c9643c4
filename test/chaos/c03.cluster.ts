import type { Figure } from '../../bench/bench-part.js';
import { startRedisCluster, type RedisCluster } from '../support/redis/redis.cluster.js';
import type { RedisProcess } from '../support/redis/redis.process.js';
import { until } from '../support/timing.js';
import { count, milliseconds } from './figures.js';
import { inTwoSizes } from './in-two-sizes.js';
import { moveSlot, ownerOf } from './purges/cluster-slots.js';
import { withReplicas, type Replicas } from './purges/replicas.js';
import { shelvesOf, type Shelf } from './purges/shelves.js';

/** Where the numbers of the first tenant stand. */
const REGISTRY = 'ragcache:registry:{acme}';
/** How often its slot goes to the next master. */
const MOVES = 6;

interface Size {
  readonly answers: number;
  readonly rounds: number;
}

export const clusterPromoted = inTwoSizes<Size>({
  name: 'c03',
  title: 'A cluster moves its slots during purges, then promotes a copy that lags',
  sizes: { quick: { answers: 3, rounds: 4 }, thorough: { answers: 20, rounds: 40 } },
  run,
});

async function run(size: Size): Promise<Figure[]> {
  const redis = await startRedisCluster({ copies: 1 });
  try {
    const stores = { REDIS_CLUSTER_NODES: redis.nodes.slice(0, 3).join(',') };
    return await withReplicas({ stores }, (replicas) => trial(redis, replicas, size));
  } finally {
    await redis.stop();
  }
}

async function trial(redis: RedisCluster, replicas: Replicas, size: Size): Promise<Figure[]> {
  const { services, tally } = replicas;
  const [moving, promoting] = [shelvesOf('moving', size.answers), shelvesOf('promoting', size.answers)];
  const shelves = [...moving, ...promoting];
  const kept = shelves.filter(({ kind }) => kind === 'kept');
  const everyKept = kept.length * size.answers * services.length;
  await tally.teach(shelves, services);
  const phase = { isOver: false };
  const asking = tally.askUntil(phase, shelves, services);
  const moves = moveAround(redis);
  for (const shelf of purgesOf(moving)) await tally.forget(shelf, services[0]);
  await moves;
  await tally.teach(
    promoting.filter(({ kind }) => kind === 'all'),
    services,
  );
  const master = ownerOf(redis.masters(), REGISTRY);
  lag(copyOf(redis, master));
  const statuses = await Promise.all(purgesOf(promoting).map((shelf) => tally.forget(shelf, services[0])));
  const killedAt = performance.now();
  await redis.failOver(master);
  phase.isOver = true;
  await asking;
  await until(async () => (await tally.ask(kept, services)) === everyKept);
  const healed = performance.now() - killedAt;
  await tally.ask(shelves, services, size.rounds);
  return [
    count('purges told that no copy has them', statuses.flat().filter((status) => status === 202).length),
    milliseconds('from the kill until all was served again by all', healed, 30_000),
    ...tally.figures(),
  ];
}

async function moveAround(redis: RedisCluster): Promise<void> {
  for (let move = 0; move < MOVES; move++) {
    const from = ownerOf(redis.masters(), REGISTRY);
    const others = redis.masters().filter((node) => node !== from);
    await moveSlot(REGISTRY, from, others[move % others.length]!);
  }
}

function copyOf({ processes }: RedisCluster, master: RedisProcess): RedisProcess {
  return processes.find((node) => node.cli('role').split('\n')[2]?.trim() === `${master.port}`)!;
}

/** It hears nothing of its master from now on. */
function lag(copy: RedisProcess): void {
  copy.cli('config', 'set', 'masterauth', 'wrong-on-purpose');
  copy.cli('client', 'kill', 'type', 'master');
}

function purgesOf(shelves: readonly Shelf[]): Shelf[] {
  return shelves.filter(({ kind }) => kind !== 'kept');
}
