import { setTimeout as sleep } from 'node:timers/promises';
import { Slice } from '../slices.js';

/** Whatever runs work in a transaction. */
interface Writes {
  write<Result>(work: () => Result): Promise<Result>;
}

/** Long enough for several turns of the event loop, and for another process to get hold of the file. */
const PAUSE_MS = 2;

/**
 * Repeats a short transaction until the work says that nothing is left. Requests and other processes have the pauses in between.
 * @param work ends early when its slice is over.
 * @param afterEach runs after each transaction.
 */
export async function inTransactions(
  database: Writes,
  work: (slice: Slice) => boolean,
  afterEach?: () => Promise<void>,
): Promise<void> {
  for (let isDone = false; !isDone;) {
    isDone = await database.write(() => work(new Slice()));
    await afterEach?.();
    if (!isDone) await sleep(PAUSE_MS);
  }
}

/** Deletes rows one by one while there is time. @returns those that are gone. */
export function whileTime<Row>(rows: readonly Row[], slice: Slice, work: (row: Row) => void): readonly Row[] {
  for (const [index, row] of rows.entries()) {
    work(row);
    if (slice.isOver) return rows.slice(0, index + 1);
  }
  return rows;
}
