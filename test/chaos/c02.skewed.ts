import type { Figure } from '../../bench/bench-part.js';
import { openFakeTime } from '../support/fake-time.js';
import type { Skipped } from './fault.js';
import { count, happened } from './figures.js';
import { inTwoSizes } from './in-two-sizes.js';
import { onRedis } from './purges/on-redis.js';
import type { Replicas } from './purges/replicas.js';
import { shelvesOf } from './purges/shelves.js';

/** The clock of each replica. */
const OFFSETS = ['+2h', '-2h', '+0'] as const;

/** Less than the clocks are apart. */
const TTL_SECONDS = 3_600;

interface Size {
  readonly answers: number;
  readonly rounds: number;
}

export const skewed = inTwoSizes<Size>({
  name: 'c02',
  title: 'Clocks of replicas are two hours apart: each writes, and each purges what each wrote',
  sizes: { quick: { answers: 3, rounds: 1 }, thorough: { answers: 20, rounds: 5 } },
  run,
});

async function run(size: Size): Promise<Figure[] | Skipped> {
  const clocks = OFFSETS.map(() => openFakeTime());
  if (!clocks.every((clock) => clock !== undefined))
    return { skipped: 'libfaketime is missing: install the Debian package faketime' };
  OFFSETS.forEach((offset, at) => clocks[at]!.set(offset));
  try {
    const own = clocks.map(({ environment }) => environment);
    return await onRedis({ own }, (replicas) => trial(replicas, size));
  } finally {
    for (const clock of clocks) clock.remove();
  }
}

async function trial({ services, tally }: Replicas, { answers, rounds }: Size): Promise<Figure[]> {
  let served = 0;
  for (const [at, writer] of services.entries())
    for (const [by, purger] of services.entries()) {
      const shelves = shelvesOf(`room-${at}-${by}`, answers, { ttlSeconds: TTL_SECONDS });
      await tally.teach(shelves, [writer]);
      // Replicas with other clocks write beside, into the same listings: the places there are hours away.
      for (const [other, service] of services.entries())
        await tally.teach(
          shelvesOf(`room-${at}-${by}`, 1, { edition: `${other}.`, ttlSeconds: TTL_SECONDS }),
          [service],
        );
      served += await tally.ask(shelves, [writer]);
      for (const shelf of shelves) if (shelf.kind !== 'kept') await tally.forget(shelf, purger);
      await tally.ask(shelves, services, rounds);
    }
  return [
    count('served to their writers before the purges', served),
    happened('they were served before the purges', served > 0),
    ...tally.figures(),
  ];
}
