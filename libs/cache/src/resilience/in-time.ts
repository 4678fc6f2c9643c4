import { performance } from 'node:perf_hooks';

/** What was waited for did not come in time. */
export class TooLate extends Error {
  constructor(milliseconds: number) {
    super(`It took longer than ${milliseconds} ms.`);
    this.name = 'TooLate';
  }
}

/** From this share of its time on the process has enough to do for a wait to be its own fault. */
const BUSY = 0.7;
/** So often a busy spell is forgiven: after that even a server that answers is of no use. */
const MOST_SPELLS = 40;

/**
 * As the work ends, or rejects with `TooLate`; the work itself goes on. While this process is busy the wait is not held
 * against what it waits for: a reply may lie in the socket unread, or the call may not even have been sent. How busy it is
 * gets measured in the second half of the wait, so that the many calls that end sooner pay for one timer alone.
 */
export function inTime<Result>(work: Promise<Result>, milliseconds: number): Promise<Result> {
  return new Promise((resolve, reject) => {
    const half = milliseconds / 2;
    let timer: NodeJS.Timeout;
    const judge = (before: ReturnType<typeof performance.eventLoopUtilization>, spells: number) => {
      const isBusy = performance.eventLoopUtilization(before).utilization >= BUSY;
      if (isBusy && spells > 0) watch(spells - 1);
      else reject(new TooLate(milliseconds));
    };
    const watch = (spells: number) => {
      timer = setTimeout(judge, half, performance.eventLoopUtilization(), spells);
    };
    timer = setTimeout(watch, half, MOST_SPELLS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
