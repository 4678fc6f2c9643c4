import { isEnding, type FlightEvent, type Landing, type Progress } from './flight-event.js';
import type { FlightLog } from './flight-log.js';
import { Waiter, type Patience } from './waiter.js';

export interface Boarding {
  readonly patience: Patience;
  /** Monotonic milliseconds. */
  readonly now: number;
  /** May be called more than once. */
  readonly onLeave: (seat: Seat) => void;
}

/**
 * One request's place on a flight, to be used once: by `landing` or by `follow`. The flight goes on for it until that has
 * come to its end or is broken off, the caller leaves, or the deadline passes.
 */
export class Seat {
  private readonly waiter: Waiter;
  private isFollowing = false;

  constructor(
    private readonly log: FlightLog,
    private readonly boarding: Boarding,
  ) {
    const { patience, now, onLeave } = boarding;
    this.waiter = new Waiter(patience, now, () => onLeave(this));
  }

  /** How the flight ends, whatever came before. Throws what it failed with, or why the wait is over. */
  async landing(): Promise<Landing> {
    try {
      while (!this.log.ending) await this.waiter.pause();
      return landed(this.log.ending);
    } finally {
      this.leave();
    }
  }

  /** The log from its start, then what comes; a landing is the last. Throws as `landing` does, and when it falls too far behind. */
  async *follow(): AsyncGenerator<Progress | Landing, void, void> {
    this.isFollowing = true;
    try {
      yield* this.read();
    } finally {
      this.leave();
    }
  }

  /** Gives the place up. */
  leave(): void {
    this.waiter.dispose();
    this.boarding.onLeave(this);
  }

  /** There is news in the log. */
  nudge(): void {
    if (this.isFollowing || this.log.ending) this.waiter.nudge();
  }

  private async *read(): AsyncGenerator<Progress | Landing, void, void> {
    for (let position = 0; ; position++) {
      const event = landed(await this.event(position));
      yield event;
      if (isEnding(event)) return;
    }
  }

  private async event(position: number): Promise<FlightEvent> {
    for (;;) {
      const event = this.log.at(position);
      if (event) return event;
      await this.waiter.pause();
    }
  }
}

function landed<Event extends FlightEvent>(event: Event): Exclude<Event, { type: 'error' }> {
  if (event.type === 'error') throw event.error;
  return event as Exclude<Event, { type: 'error' }>;
}
