import { setImmediate as nextTurn } from 'node:timers/promises';

/** Rows that are changed between two turns of the event loop, in one transaction: some 3 ms of work at most. */
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

/** The same over what is already known. */
export async function forSlices<Item>(
  items: readonly Item[],
  work: (slice: readonly Item[]) => unknown,
): Promise<void> {
  let first = 0;
  await inSlices(async (size) => {
    const slice = items.slice(first, (first += size));
    await work(slice);
    return slice;
  });
}
