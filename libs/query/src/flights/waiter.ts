import { RagCacheError } from '@app/core';

/** Ends a wait. */
export interface WaitLimit {
  /** Aborts when the caller leaves. */
  readonly signal: AbortSignal;
  /** Monotonic milliseconds. */
  readonly deadline: number;
}

/** Ends a request whose caller has disconnected; it is counted but never sent. */
export class CallerLeft extends Error {
  constructor() {
    super('The caller left before the answer came.');
    this.name = 'CallerLeft';
  }
}

/** One request that waits for a flight; it leaves when its caller does or its own deadline passes. */
export class Waiter {
  private readonly timer: NodeJS.Timeout;
  private readonly onAbort = () => this.giveUp(new CallerLeft());
  private wake = () => {};
  private reason?: Error;

  /** @param onLeave called when it gives up, in the same tick. */
  constructor(
    private readonly limit: WaitLimit,
    now: number,
    private readonly onLeave: () => void,
  ) {
    this.timer = setTimeout(() => this.giveUp(outOfTime()), Math.max(0, limit.deadline - now));
    limit.signal.addEventListener('abort', this.onAbort);
    // After the constructor, because the caller of `onLeave` has to know the waiter.
    if (limit.signal.aborted) queueMicrotask(this.onAbort);
  }

  /** Resolves at the next `nudge`; rejects with the reason once the waiter has given up. */
  async pause(): Promise<void> {
    if (!this.reason) await new Promise<void>((resolve) => (this.wake = resolve));
    if (this.reason) throw this.reason;
  }

  nudge(): void {
    this.wake();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.limit.signal.removeEventListener('abort', this.onAbort);
  }

  private giveUp(reason: Error): void {
    this.reason ??= reason;
    this.onLeave();
    this.wake();
  }
}

function outOfTime(): RagCacheError {
  return new RagCacheError(
    'upstream_timeout',
    'The model did not answer in time. Try again, or ask for fewer tokens.',
  );
}
