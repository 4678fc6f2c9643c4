import { setTimeout as sleep } from 'node:timers/promises';
import { isBusy } from './sqlite.faults.js';

/** How long this process waits for other ones that hold the file, and how often it looks: SQLite itself would block the event loop. */
export const PATIENCE_MS = 5_000;
const PAUSE_MS = 15;

/**
 * Does the work once no other connection holds the lock that it needs.
 * @param lastTry by `performance.now()`. @throws what the work throws; a held lock's error after the last try.
 */
export async function whenFree<Result>(
  work: () => Result,
  lastTry = performance.now() + PATIENCE_MS,
): Promise<Result> {
  for (;;) {
    const done = attempt(work, lastTry);
    if (done) return done.result;
    await sleep(PAUSE_MS);
  }
}

function attempt<Result>(work: () => Result, lastTry: number): { readonly result: Result } | undefined {
  try {
    return { result: work() };
  } catch (error) {
    if (!isBusy(error) || performance.now() > lastTry) throw error;
    return undefined;
  }
}
