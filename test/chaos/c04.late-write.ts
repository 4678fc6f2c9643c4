import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure } from '../../bench/bench-part.js';
import type { RedisProcess } from '../support/redis/redis.process.js';
import { until } from '../support/timing.js';
import { count, happened } from './figures.js';
import { inTwoSizes } from './in-two-sizes.js';
import { KEY } from './redis.stage.js';
import { onProxiedRedis, type OnProxiedRedis } from './purges/on-redis.js';
import type { Replicas } from './purges/replicas.js';
import { shelvesOf, type Shelf } from './purges/shelves.js';

/** Only in the command that stores an entry: its fields. */
const SAVING = /canonical_key[^]*accessed_at/;
/** What the held replica may do about its write once it is let go. */
const AFTERMATH_MS = 300;

interface Size {
  readonly answers: number;
  readonly rounds: number;
  /** How often writes are held and let go. */
  readonly landings: number;
}

export const lateWrite = inTwoSizes<Size>({
  name: 'c04',
  title:
    'Writes on their way land after the purge: of a replica that was cut off, and of one that was killed',
  sizes: {
    quick: { answers: 2, rounds: 4, landings: 1 },
    thorough: { answers: 4, rounds: 50, landings: 6 },
  },
  run: (size) => onProxiedRedis({}, (stage) => trial(stage, size)),
});

async function trial(stage: OnProxiedRedis, size: Size): Promise<Figure[]> {
  const { services, tally, launch, proxied } = stage;
  const [writer, purger] = services;
  const parts = { stage, purger };
  const landed = { cutOff: 0, killed: 0 };
  for (let round = 0; round < size.landings; round++) {
    const cutOff = shelvesToPurge('cut-off', round, size);
    landed.cutOff += await letLand(cutOff, { ...parts, writer });
    const doomed = await launch(proxied);
    const killed = shelvesToPurge('killed', round, size);
    landed.killed += await letLand(killed, { ...parts, writer: doomed, beforeRelease: () => doomed.kill() });
    await tally.ask([...cutOff, ...killed], services, size.rounds);
    await until(() => remembers(writer, tally));
  }
  return [
    count('writes that landed after their purge, of a replica that was cut off', landed.cutOff),
    count('… of one that was killed', landed.killed),
    happened('… of both', landed.cutOff > 0 && landed.killed > 0),
    ...tally.figures(),
  ];
}

/** Whether the replica reads and writes memory. */
async function remembers(service: Replicas['services'][0], tally: Replicas['tally']): Promise<boolean> {
  const probe: Shelf = { kind: 'kept', key: KEY, bodies: [{ query: `Is it ${Math.random()}?` }] };
  await tally.answer([probe], service);
  await sleep(50);
  return (await tally.ask([probe], [service])) === 1;
}

interface Landing {
  readonly stage: OnProxiedRedis;
  readonly writer: Replicas['services'][number];
  readonly purger: Replicas['services'][number];
  beforeRelease?(): Promise<void>;
}

/** The writer answers, its writes are held, everything is purged elsewhere, and then the writes are let go. */
async function letLand(shelves: readonly Shelf[], landing: Landing): Promise<number> {
  const { writer, purger, beforeRelease } = landing;
  const { redis, proxy, tally, services } = landing.stage;
  proxy.set({ hold: SAVING });
  await tally.answer(shelves, writer);
  await until(() => proxy.held().all > 0);
  for (const shelf of shelves) await tally.forgetWhole(shelf, purger);
  await beforeRelease?.();
  // The writer knows nothing any more of what is on its way.
  await until(() => proxy.held().abandoned > 0);
  const before = entriesOn(redis);
  proxy.set({});
  proxy.release();
  await sleep(20);
  const landed = entriesOn(redis) - before;
  await tally.ask(shelves, services);
  await sleep(AFTERMATH_MS);
  return landed;
}

function entriesOn(redis: RedisProcess): number {
  return redis.cli('--scan', '--pattern', 'ragcache:entry:*').split('\n').filter(Boolean).length;
}

/** Another kind comes first each time: the first writes of all are those that are held. */
function shelvesToPurge(name: string, round: number, { answers }: Size): Shelf[] {
  const shelves = shelvesOf(`${name}-${round}`, answers).filter(({ purge }) => purge !== undefined);
  return [...shelves.slice(round), ...shelves.slice(0, round)];
}
