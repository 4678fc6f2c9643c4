import { performance } from 'node:perf_hooks';

/** The work did not end within its time limit. */
export class TimeoutError extends Error {
  constructor(milliseconds: number) {
    super(`It took longer than ${milliseconds} ms.`);
    this.name = 'TimeoutError';
  }
}

/**
 * The behaviour of a timeout while this process is busy. `expire`: it ends on time. `extend`: it is extended, because the reply may
 * lie unread in the socket, or the call may not have been sent yet.
 */
export type BusyPolicy = 'expire' | 'extend';

export interface TimeoutOptions {
  /** Default `expire`. */
  readonly whenBusy?: BusyPolicy;
  /** Makes the error of a timeout. Default: a `TimeoutError`. */
  readonly error?: () => Error;
}

/** The process counts as busy when its event loop is active for this share of the time. */
const BUSY = 0.7;
/** How often a timeout is extended. After that even a server that answers is of no use. */
const MOST_EXTENSIONS = 40;

/**
 * Settles as the work does, or rejects when the work takes longer than the limit. The work itself goes on.
 *
 *     await withTimeout(client.ping(), 500, { whenBusy: 'extend' });
 *
 * @param milliseconds the limit, counted from this call.
 */
export function withTimeout<Result>(
  work: Promise<Result>,
  milliseconds: number,
  { whenBusy = 'expire', error = () => new TimeoutError(milliseconds) }: TimeoutOptions = {},
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const expire = () => reject(error());
    const stop = whenBusy === 'extend' ? whenIdle(milliseconds / 2, expire) : whenOver(milliseconds, expire);
    work.then(resolve, reject).finally(stop);
  });
}

type Stop = () => void;

function whenOver(milliseconds: number, expire: () => void): Stop {
  const timer = setTimeout(expire, milliseconds);
  return () => clearTimeout(timer);
}

/**
 * Expires after two halves, the second of which must have left the event loop idle. The load is measured in the second half
 * alone, so that the many calls that end sooner pay for one timer.
 */
function whenIdle(half: number, expire: () => void): Stop {
  let timer = setTimeout(watch, half, MOST_EXTENSIONS);
  function watch(extensions: number): void {
    timer = setTimeout(judge, half, performance.eventLoopUtilization(), extensions);
  }
  function judge(before: ReturnType<typeof performance.eventLoopUtilization>, extensions: number): void {
    const isBusy = performance.eventLoopUtilization(before).utilization >= BUSY;
    if (isBusy && extensions > 0) watch(extensions - 1);
    else expire();
  }
  return () => clearTimeout(timer);
}
