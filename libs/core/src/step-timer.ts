import type { Clock } from './clock.js';
import type { Measurement, Signals } from './signals.js';
import type { UpstreamCall } from './upstream-call.js';

/** The timed steps of a request. */
export type Step = Exclude<Measurement, 'similarity' | 'first_token'>;

/** Milliseconds spent per step; a step that did not run is absent. */
export type Timings = Partial<Record<Step, number>>;

/** A step that was run, well or not. Times are monotonic milliseconds. */
export interface EndedStep {
  readonly step: Step;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly hasFailed: boolean;
}

/** Follows one request, for a trace. Never throws. */
export interface RequestFollower {
  stepEnded(ended: EndedStep): void;
  /** The request's own upstream call has ended; perhaps after the request itself, when others waited for it too. */
  upstreamCalled(call: UpstreamCall): void;
}

/** Measures the steps of one request; a step that runs twice adds up. */
export class StepTimer {
  readonly timings: Timings = {};

  /** @param follower told of each step, where somebody follows this request. */
  constructor(
    private readonly clock: Clock,
    private readonly signals: Signals,
    private readonly follower?: RequestFollower,
  ) {}

  /** Runs the step and notes how long it took, whether it succeeded or failed. */
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

  /** The first piece of a streamed upstream call is here. @param startedAt of the call, in monotonic milliseconds. */
  firstPiece(startedAt: number): void {
    this.signals.measure('first_token', this.clock.monotonic() - startedAt);
  }

  /** Passes on how the request's upstream call went. */
  upstreamCalled(call: UpstreamCall): void {
    this.signals.upstreamCalled(call);
    this.follower?.upstreamCalled(call);
  }

  /** Adds a step that was timed elsewhere. */
  note(ended: EndedStep): void {
    const { step, startedAt, endedAt } = ended;
    const milliseconds = endedAt - startedAt;
    this.timings[step] = (this.timings[step] ?? 0) + milliseconds;
    this.signals.measure(step, milliseconds);
    this.follower?.stepEnded(ended);
  }
}
