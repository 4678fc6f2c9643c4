import { performance } from 'node:perf_hooks';

/** Time as a collaborator, so that tests can hold it still. */
export abstract class Clock {
  /** Wall time in epoch milliseconds, for times that are stored. */
  abstract now(): number;
  /** Milliseconds that never jump, for durations. */
  abstract monotonic(): number;
}

/**
 * The system's time. It ignores a wall clock that is set back, because entries would then live past their expiry. It follows a
 * clock that is set forward.
 */
export class SystemClock extends Clock {
  /** The highest difference seen between wall time and monotonic time. */
  private ahead = Number.NEGATIVE_INFINITY;

  now(): number {
    const elapsed = this.monotonic();
    this.ahead = Math.max(this.ahead, Date.now() - elapsed);
    return Math.floor(this.ahead + elapsed);
  }

  monotonic(): number {
    return performance.now();
  }
}
