import { setImmediate as nextTurn } from 'node:timers/promises';

/** Rows that one transaction deletes: a slice takes about a millisecond. */
const SLICE = 100;

/** Repeats the work, a slice at a time, until it finds less than a slice; other work has its turn in between. */
export async function inSlices<Row>(work: (size: number) => Promise<readonly Row[]>): Promise<Row[]> {
  const all: Row[] = [];
  for (;;) {
    const slice = await work(SLICE);
    all.push(...slice);
    if (slice.length < SLICE) return all;
    await nextTurn();
  }
}
