import { setImmediate as nextTurn } from 'node:timers/promises';

/** What has come through a port. */
export interface AcceptedConnections {
  /** How many connections have been accepted so far. */
  readonly accepted: number;
  /** Whether some of them still wait for a process that serves them. */
  readonly hasPending?: boolean;
}

/** The kernel gives at least one connection per turn of the event loop while it holds any. */
const EMPTY_TURNS = 3;
/** Callers who keep connecting can't hold the port open for longer. Milliseconds. */
const TIMEOUT_MS = 3_000;

/**
 * Resolves when the kernel holds no connection that this process has not accepted: closing the port resets those. It resolves right
 * after a look, so that what comes between the look and the closing is next to nothing.
 */
export async function untilAcceptQueueIsEmpty(arrivals: AcceptedConnections): Promise<void> {
  const lastLook = performance.now() + TIMEOUT_MS;
  let { accepted } = arrivals;
  for (let empty = 0; empty < EMPTY_TURNS && performance.now() < lastLook;) {
    await nextTurn();
    empty = arrivals.accepted === accepted && !arrivals.hasPending ? empty + 1 : 0;
    ({ accepted } = arrivals);
  }
}
