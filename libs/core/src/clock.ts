import { performance } from 'node:perf_hooks';

/** Time as a collaborator, so that tests can hold it still. */
export abstract class Clock {
  /** Wall time in epoch milliseconds: for what is written down. */
  abstract now(): number;
  /** Milliseconds that never jump: for durations. */
  abstract monotonic(): number;
}

/**
 * The system's time, except that it never runs slower than real time does: a wall clock that is set back would let entries
 * live on past their end. One that is set forward is followed.
 */
export class SystemClock extends Clock {
  /** Wall time minus monotonic time, the highest seen. */
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
