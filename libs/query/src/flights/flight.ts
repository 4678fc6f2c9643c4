import type { Answer, Clock } from '@app/core';
import type { Hit } from '@app/cache';
import { type Patience, Waiter } from './waiter.js';

/** How a flight ended, or (for streams) what it brought so far. The last event is an ending. */
export type FlightEvent =
  /** Another request had brought the answer in the meantime. */
  | { readonly type: 'hit'; readonly hit: Hit }
  /** The model's finished answer; `stored` = accepted for remembering, `written` = whether the entry store has it now. */
  | {
      readonly type: 'answer';
      readonly answer: Answer;
      readonly stored: boolean;
      readonly written?: Promise<boolean>;
    }
  | { readonly type: 'error'; readonly error: unknown };

/** What the work of a flight may know about those who wait for it. */
export interface FlightControl {
  /** Aborts when nobody waits any more. */
  readonly signal: AbortSignal;
  /** Milliseconds until the last waiter gives up; grows when somebody joins. */
  remainingMs(): number;
}

export type FlightWork = (control: FlightControl) => Promise<FlightEvent>;

/**
 * One upstream call and everyone who waits for it: an append-only log of events that late joiners read from the start.
 * It ends with its work, or is aborted when the last waiter leaves; either way it leaves the board in that same tick.
 */
export class Flight {
  private readonly log: FlightEvent[] = [];
  private readonly waiters = new Set<Waiter>();
  private readonly controller = new AbortController();
  private deadline = 0;
  private ended = false;

  constructor(
    private readonly clock: Clock,
    private readonly leaveBoard: () => void,
  ) {}

  /** Starts the work in the next microtask: whoever starts a flight joins it in the same tick. */
  start(work: FlightWork): void {
    const control = {
      signal: this.controller.signal,
      remainingMs: () => this.deadline - this.clock.monotonic(),
    };
    void Promise.resolve()
      .then(() => work(control))
      .catch((error: unknown): FlightEvent => ({ type: 'error', error }))
      .then((event) => this.end(event));
  }

  /** The log from its start, then what comes. Throws when the waiter's caller leaves or its deadline passes. */
  async *follow(patience: Patience): AsyncGenerator<FlightEvent, void, void> {
    const waiter = this.board(patience);
    try {
      yield* this.read(waiter);
    } finally {
      this.leave(waiter);
    }
  }

  private async *read(waiter: Waiter): AsyncGenerator<FlightEvent, void, void> {
    for (let next = 0; next < this.log.length || !this.ended; next++) {
      while (next >= this.log.length) await waiter.pause();
      yield this.log[next]!;
    }
  }

  private board(patience: Patience): Waiter {
    const waiter = new Waiter(patience, this.clock.monotonic());
    this.waiters.add(waiter);
    this.deadline = Math.max(this.deadline, patience.deadline);
    return waiter;
  }

  private leave(waiter: Waiter): void {
    waiter.dispose();
    this.waiters.delete(waiter);
    if (this.waiters.size > 0 || this.ended) return;
    this.ended = true;
    this.leaveBoard();
    this.controller.abort();
  }

  private end(event: FlightEvent): void {
    if (this.ended) return;
    this.ended = true;
    this.log.push(event);
    this.leaveBoard();
    for (const waiter of this.waiters) waiter.nudge();
  }
}

/** The event a flight ended with. */
export async function ending(
  flight: Flight,
  patience: Patience,
): Promise<Exclude<FlightEvent, { type: 'error' }>> {
  for await (const event of flight.follow(patience)) {
    if (event.type === 'error') throw event.error;
    return event;
  }
  throw new Error('A flight ended without an event.');
}
