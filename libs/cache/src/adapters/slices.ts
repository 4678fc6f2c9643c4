import { setImmediate as nextTurn } from 'node:timers/promises';

/** Time for the rows of one slice. The commit of what they changed takes longer than they do. */
const SLICE_MS = 2;

/** One slice of long work: it asks between rows whether its time is over. */
export class Slice {
  private readonly end = performance.now() + SLICE_MS;

  get isOver(): boolean {
    return performance.now() >= this.end;
  }
}

/**
 * Works through known items, a slice at a time; other work has its turn in between.
 * @param around runs a slice, in a transaction for instance.
 */
export async function forSlices<Item>(
  items: readonly Item[],
  work: (item: Item) => void,
  around: (slice: () => void) => unknown = (slice) => slice(),
): Promise<void> {
  let next = 0;
  const workSlice = () => {
    const slice = new Slice();
    do work(items[next++]!);
    while (next < items.length && !slice.isOver);
  };
  while (next < items.length) {
    if (next > 0) await nextTurn();
    await around(workSlice);
  }
}
