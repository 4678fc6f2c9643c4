import type { Flight, FlightWork } from './flight.js';

export interface StartOptions {
  /** Whether other processes may wait for the answer where the board is shared. Default true; streams are for this process alone. */
  readonly shared?: boolean;
  /** Don't wait for such a call of another process: later callers wait for this one instead. Default false. */
  readonly replace?: boolean;
}

/** The upstream calls in the air, by what they are about. */
export abstract class FlightBoard {
  /** A flight of this process that may be joined. */
  abstract find(key: string): Flight | undefined;
  /**
   * Starts a flight that others may join under the key, from this process or, where the board is shared, from another. One
   * that is in the air under this key goes on for those who are on it, and is joined no more.
   */
  abstract start(key: string, work: FlightWork, options?: StartOptions): Flight;
  /** Starts a flight that nobody else joins. */
  abstract startAlone(work: FlightWork): Flight;
}
