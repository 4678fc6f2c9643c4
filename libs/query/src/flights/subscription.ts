import { isFlightEnd, type FlightEvent, type FlightPart, type FlightResult } from './flight-event.js';
import type { FlightLog } from './flight-log.js';
import { Waiter, type WaitLimit } from './waiter.js';

export interface SubscriptionOptions {
  readonly limit: WaitLimit;
  /** Monotonic milliseconds. */
  readonly now: number;
  /** May be called more than once. */
  readonly onLeave: (subscription: Subscription) => void;
}

/**
 * One request's subscription to a flight. It is used once, by `result` or by `follow`, and keeps the flight going until that has come
 * to its end or is broken off, the caller leaves, or the deadline passes.
 */
export class Subscription {
  private readonly waiter: Waiter;
  private isFollowing = false;

  constructor(
    private readonly log: FlightLog,
    private readonly options: SubscriptionOptions,
  ) {
    const { limit, now, onLeave } = options;
    this.waiter = new Waiter(limit, now, () => onLeave(this));
  }

  /** The result alone. Rejects with the error of the flight, or with the reason why the wait is over. */
  async result(): Promise<FlightResult> {
    try {
      while (!this.log.end) await this.waiter.pause();
      return unlessFailed(this.log.end);
    } finally {
      this.leave();
    }
  }

  /**
   * The log from its start, then each new event; the result comes last. Throws like `result`, and `reader_too_slow` when it falls too
   * far behind.
   */
  async *follow(): AsyncGenerator<FlightPart | FlightResult, void, void> {
    this.isFollowing = true;
    try {
      let isLast = false;
      for (let position = 0; !isLast; position++) {
        const event = unlessFailed(await this.eventAt(position));
        isLast = isFlightEnd(event);
        yield event;
      }
    } finally {
      this.leave();
    }
  }

  /** Ends the subscription early. */
  leave(): void {
    this.waiter.dispose();
    this.options.onLeave(this);
  }

  /** The log has grown. */
  nudge(): void {
    if (this.isFollowing || this.log.end) this.waiter.nudge();
  }

  private async eventAt(position: number): Promise<FlightEvent> {
    for (;;) {
      const event = this.log.at(position);
      if (event) return event;
      await this.waiter.pause();
    }
  }
}

function unlessFailed<Event extends FlightEvent>(event: Event): Exclude<Event, { type: 'error' }> {
  if (event.type === 'error') throw event.error;
  return event as Exclude<Event, { type: 'error' }>;
}
