import { watchingFirstPiece } from '../flights/first-piece.js';
import type { FlightControl } from '../flights/flight.js';

/**
 * How long the head of a stream waits for the first frame. Milliseconds. What goes wrong within that time still has a status of
 * its own, on which clients try again.
 */
const HEAD_WAITS_MS = 25;

/** Tells the readers of a stream that has begun when its first frame lets them wait. */
export class SilentStart {
  /** What the stream's frames go through. */
  readonly control: FlightControl;
  private readonly timer: NodeJS.Timeout;

  constructor(control: FlightControl) {
    this.timer = setTimeout(() => control.emit({ type: 'silence' }), HEAD_WAITS_MS);
    this.control = watchingFirstPiece(control, () => this.end());
  }

  /** Also for a stream that ends without a frame. */
  end(): void {
    clearTimeout(this.timer);
  }
}
