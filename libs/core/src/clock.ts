import { performance } from 'node:perf_hooks';

/** Time as a collaborator, so that tests can hold it still. */
export abstract class Clock {
  /** Wall time in epoch milliseconds: for what is written down. */
  abstract now(): number;
  /** Milliseconds that never jump: for durations. */
  abstract monotonic(): number;
}

export class SystemClock extends Clock {
  now(): number {
    return Date.now();
  }

  monotonic(): number {
    return performance.now();
  }
}
