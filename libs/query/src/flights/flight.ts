import type { Clock } from '@app/core';
import type { FlightEnd, FlightEvent, FlightPart, FlightResult } from './flight-event.js';
import { FlightLog } from './flight-log.js';
import { Subscription } from './subscription.js';
import type { WaitLimit } from './waiter.js';

/** The side of a flight that its job sees. */
export interface FlightControl {
  /** Aborts when no caller waits any more, and when the job is done. */
  readonly signal: AbortSignal;
  /** Milliseconds until the last waiter gives up; grows when another one subscribes. */
  remainingMs(): number;
  /** Appends to the log. Never waits for a reader. */
  emit(event: FlightPart): void;
  /** Whether a caller asked for a newer answer than this flight's, which must then not replace that one. */
  isOutdated(): boolean;
  /** Called right before a request goes to the provider. */
  onSend?(): void;
}

/** The work of a flight. */
export interface FlightJob {
  /** Rejects with the error of a call that failed; all subscribers get that error. */
  run(control: FlightControl): Promise<FlightResult>;
}

/**
 * One upstream call and all who wait for it: an append-only log of events that late subscribers read from the start. It ends with its
 * job, or is aborted when the last waiter leaves; either way it leaves the board in the same tick. A flight whose log has dropped its
 * beginning leaves the board too, because nobody could join it any more.
 */
export class Flight {
  private readonly log = new FlightLog();
  private readonly subscriptions = new Set<Subscription>();
  private readonly controller = new AbortController();
  private deadline = 0;
  private ended = false;
  private outdated = false;

  constructor(
    private readonly clock: Clock,
    private readonly leaveBoard: () => void,
  ) {}

  /** Runs the job from the next microtask on, so that the request that starts a flight can subscribe first. Never rejects. */
  async start(job: FlightJob): Promise<void> {
    await Promise.resolve();
    try {
      this.end(await job.run(this.control()));
    } catch (error) {
      this.end({ type: 'error', error });
    }
  }

  /** To be called in the same tick in which the flight was started or found on the board. */
  subscribe(limit: WaitLimit): Subscription {
    const subscription = new Subscription(this.log, {
      limit,
      now: this.clock.monotonic(),
      onLeave: (leaving) => this.left(leaving),
    });
    this.subscriptions.add(subscription);
    this.deadline = Math.max(this.deadline, limit.deadline);
    return subscription;
  }

  /** Another flight replaces this one on the board. Its subscribers still get its answer. */
  outdate(): void {
    this.outdated = true;
  }

  private control(): FlightControl {
    return {
      signal: this.controller.signal,
      remainingMs: () => this.deadline - this.clock.monotonic(),
      emit: (event) => this.append(event),
      isOutdated: () => this.outdated,
    };
  }

  private append(event: FlightEvent): void {
    if (this.ended) return;
    this.log.append(event);
    if (!this.log.isWhole) this.leaveBoard();
    for (const subscription of this.subscriptions) subscription.nudge();
  }

  private end(event: FlightEnd): void {
    if (this.ended) return;
    this.leaveBoard();
    this.append(event);
    this.ended = true;
    // Closes a connection that the job did not read to its end.
    this.controller.abort();
  }

  private left(subscription: Subscription): void {
    this.subscriptions.delete(subscription);
    if (this.subscriptions.size > 0 || this.ended) return;
    this.ended = true;
    this.leaveBoard();
    this.controller.abort();
  }
}
