import { RagCacheError } from '@app/core';

/** When and why a waiter stops waiting. */
export interface Patience {
  /** Aborts when the caller leaves. */
  readonly signal: AbortSignal;
  /** Monotonic milliseconds. */
  readonly deadline: number;
}

/** Why a request ended that nobody waits for any more; it is never sent, only counted. */
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
    private readonly patience: Patience,
    now: number,
    private readonly onLeave: () => void,
  ) {
    this.timer = setTimeout(() => this.giveUp(outOfTime()), Math.max(0, patience.deadline - now));
    patience.signal.addEventListener('abort', this.onAbort);
    // Not within the constructor: whoever makes a waiter has to know it before it leaves.
    if (patience.signal.aborted) queueMicrotask(this.onAbort);
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
    this.patience.signal.removeEventListener('abort', this.onAbort);
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
