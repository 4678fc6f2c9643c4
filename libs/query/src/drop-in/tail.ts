import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds from the terminal event on. Most often the end comes with it, and the connection can be used again. */
const LONGEST = 500;

type Piece = IteratorResult<Uint8Array, unknown>;

const END: Piece = { done: true, value: undefined };

/** What an upstream sends after the terminal event of its stream: nothing that matters, so that nobody fails or waits long for it. */
export class Tail {
  private over?: Promise<Piece>;

  /** The next piece; the end when none comes in time, or the connection breaks. */
  of(next: Promise<Piece>): Promise<Piece> {
    this.over ??= sleep(LONGEST, END, { ref: false });
    return Promise.race([next, this.over]).catch(() => END);
  }
}
