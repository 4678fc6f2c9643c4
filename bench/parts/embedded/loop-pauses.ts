import { Stopwatch } from './stopwatch.js';

/** The longest time in which the event loop had no turn while the work was going on, in milliseconds. */
export async function longestPause(work: () => Promise<unknown>): Promise<number> {
  let last = new Stopwatch();
  let longest = 0;
  let isDone = false;
  const turn = () => {
    longest = Math.max(longest, last.ms());
    last = new Stopwatch();
    if (!isDone) setImmediate(turn);
  };
  setImmediate(turn);
  await work();
  isDone = true;
  return Math.max(longest, last.ms());
}
