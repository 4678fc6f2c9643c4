import type { Clock } from './clock.js';
import type { Measurement, Signals } from './signals.js';

/** The timed steps of a request. */
export type Step = Exclude<Measurement, 'similarity'>;

/** Milliseconds spent per step; a step that did not run is absent. */
export type Timings = Partial<Record<Step, number>>;

/** Measures the steps of one request; a step that runs twice adds up. */
export class StepTimer {
  readonly timings: Timings = {};

  constructor(
    private readonly clock: Clock,
    private readonly signals: Signals,
  ) {}

  /** Runs the step and notes how long it took, whether it succeeded or failed. */
  async time<Result>(step: Step, work: () => Result | Promise<Result>): Promise<Result> {
    const started = this.clock.monotonic();
    try {
      return await work();
    } finally {
      this.note(step, this.clock.monotonic() - started);
    }
  }

  private note(step: Step, milliseconds: number): void {
    this.timings[step] = (this.timings[step] ?? 0) + milliseconds;
    this.signals.measure(step, milliseconds);
  }
}
