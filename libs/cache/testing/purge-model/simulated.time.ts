import { Clock } from '@app/core';

/** The one time of a history; it moves only when told to. */
export class SimulatedTime {
  constructor(private milliseconds = Date.UTC(2026, 0, 1)) {}

  get now(): number {
    return this.milliseconds;
  }

  pass(milliseconds: number): void {
    this.milliseconds += milliseconds;
  }
}

/** The clock of one machine: its durations are true, its wall time is as wrong as it was set. */
export class SkewedClock extends Clock {
  /** How far ahead the wall time is, in milliseconds. */
  skew = 0;

  constructor(private readonly time: SimulatedTime) {
    super();
  }

  now(): number {
    return this.time.now + this.skew;
  }

  monotonic(): number {
    return this.time.now;
  }
}
