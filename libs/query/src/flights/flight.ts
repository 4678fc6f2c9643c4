import type { Clock } from '@app/core';
import type { Ending, FlightEvent, Progress } from './flight-event.js';
import { FlightLog } from './flight-log.js';
import { Seat } from './seat.js';
import type { Patience } from './waiter.js';

/** What the work of a flight may know about those who wait for it, and how it tells them what has come. */
export interface FlightControl {
  /** Aborts when nobody waits any more, and when the work is done. */
  readonly signal: AbortSignal;
  /** Milliseconds until the last waiter gives up; grows when somebody joins. */
  remainingMs(): number;
  /** Adds to the log. Never waits for a reader. */
  emit(event: Progress): void;
  /** Whether somebody wanted a newer answer than this flight's: it must not replace that one. */
  isOutdated(): boolean;
  /** Called right before a request goes to the provider. */
  onSend?(): void;
}

export type FlightWork = (control: FlightControl) => Promise<Ending>;

/**
 * One upstream call and everyone who waits for it: an append-only log of events that late joiners read from the start.
 * It ends with its work, or is aborted when the last waiter leaves; either way it leaves the board in that same tick.
 * A log that has grown too long to keep its beginning takes it off the board, too: nobody could join it any more.
 */
export class Flight {
  private readonly log = new FlightLog();
  private readonly seats = new Set<Seat>();
  private readonly controller = new AbortController();
  private deadline = 0;
  private ended = false;
  private outdated = false;

  constructor(
    private readonly clock: Clock,
    private readonly leaveBoard: () => void,
  ) {}

  /** Starts the work in the next microtask: whoever starts a flight joins it in the same tick. */
  start(work: FlightWork): void {
    const control: FlightControl = {
      signal: this.controller.signal,
      remainingMs: () => this.deadline - this.clock.monotonic(),
      emit: (event) => this.append(event),
      isOutdated: () => this.outdated,
    };
    void Promise.resolve()
      .then(() => work(control))
      .catch((error: unknown): Ending => ({ type: 'error', error }))
      .then((event) => this.end(event));
  }

  /** Takes a place. Whoever found the flight on the board joins it in the same tick. */
  join(patience: Patience): Seat {
    const seat = new Seat(this.log, {
      patience,
      now: this.clock.monotonic(),
      onLeave: (leaving) => this.left(leaving),
    });
    this.seats.add(seat);
    this.deadline = Math.max(this.deadline, patience.deadline);
    return seat;
  }

  /** Another flight took its place on the board. Those who are on it get its answer all the same. */
  outdate(): void {
    this.outdated = true;
  }

  private append(event: FlightEvent): void {
    if (this.ended) return;
    this.log.append(event);
    if (!this.log.isWhole) this.leaveBoard();
    for (const seat of this.seats) seat.nudge();
  }

  private end(event: Ending): void {
    if (this.ended) return;
    this.leaveBoard();
    this.append(event);
    this.ended = true;
    // A connection that the work did not read to its end is closed.
    this.controller.abort();
  }

  private left(seat: Seat): void {
    this.seats.delete(seat);
    if (this.seats.size > 0 || this.ended) return;
    this.ended = true;
    this.leaveBoard();
    this.controller.abort();
  }
}
