import { setImmediate as nextTurn } from 'node:timers/promises';

/** The connections of a port. */
export interface AcceptedConnections {
  /** The number of connections accepted so far. */
  readonly accepted: number;
  /** Whether some of them have not reached the process that serves them. */
  readonly hasPending?: boolean;
}

/**
 * After this many turns of the event loop without a connection the queue is empty: the kernel gives at least one per turn while
 * it holds any.
 */
const EMPTY_TURNS = 3;
/** Callers that keep connecting delay the closing of the port by at most this time. Milliseconds. */
const TIMEOUT_MS = 3_000;

/**
 * Resolves when the kernel's accept queue is empty: closing the port resets the connections in it. It resolves right after a look
 * at the queue, so hardly any connection can arrive between the look and the closing.
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
