import type { Clock } from './clock.js';
import type { Measurement, Signals } from './signals.js';
import type { UpstreamCall } from './upstream-call.js';

/** The timed steps of a request. */
export type Step = Exclude<Measurement, 'similarity' | 'first_token'>;

/** Milliseconds spent per step; a step that did not run is absent. */
export type Timings = Partial<Record<Step, number>>;

/** A step that has ended, successfully or not. Times are monotonic milliseconds. */
export interface EndedStep {
  readonly step: Step;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly hasFailed: boolean;
}

/** Observes one request, for a trace. Never throws. */
export interface StepObserver {
  stepEnded(ended: EndedStep): void;
  /** The request's own upstream call has ended. This may be after the request, when other requests joined the call. */
  upstreamCalled(call: UpstreamCall): void;
}

/** Measures the steps of one request. The times of a step that runs twice add up. */
export class StepTimer {
  readonly timings: Timings = {};

  /** @param observer of this request, if it has one. */
  constructor(
    private readonly clock: Clock,
    private readonly signals: Signals,
    private readonly observer?: StepObserver,
  ) {}

  /** Runs the step and records its duration, whether it succeeds or fails. */
  async time<Result>(step: Step, work: () => Result | Promise<Result>): Promise<Result> {
    const startedAt = this.clock.monotonic();
    let hasFailed = true;
    try {
      const result = await work();
      hasFailed = false;
      return result;
    } finally {
      this.note({ step, startedAt, endedAt: this.clock.monotonic(), hasFailed });
    }
  }

  /** Records that the first piece of a streamed upstream call has come. @param startedAt the call's start, in monotonic milliseconds. */
  firstPiece(startedAt: number): void {
    this.signals.measure('first_token', this.clock.monotonic() - startedAt);
  }

  /** Reports the outcome of the request's upstream call. */
  upstreamCalled(call: UpstreamCall): void {
    this.signals.upstreamCalled(call);
    this.observer?.upstreamCalled(call);
  }

  /** Adds a step that was timed elsewhere. */
  note(ended: EndedStep): void {
    const { step, startedAt, endedAt } = ended;
    const milliseconds = endedAt - startedAt;
    this.timings[step] = (this.timings[step] ?? 0) + milliseconds;
    this.signals.measure(step, milliseconds);
    this.observer?.stepEnded(ended);
  }
}
