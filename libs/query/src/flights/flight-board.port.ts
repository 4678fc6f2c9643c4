import type { Flight, FlightJob } from './flight.js';

export interface StartOptions {
  /** Whether other processes may wait for the answer where they share the board. Default true; `false` for streams. */
  readonly shared?: boolean;
  /** Start even though another process makes this call: later callers wait for this one instead. Default false. */
  readonly replace?: boolean;
}

/** The flights in progress, by key. */
export abstract class FlightBoard {
  /** A flight of this process that may be joined. */
  abstract find(key: string): Flight | undefined;
  /**
   * Starts a flight that others may join under the key: from this process, and from other processes where they share the board. A
   * flight that has the key already goes on for its subscribers but can't be joined any more.
   */
  abstract start(key: string, job: FlightJob, options?: StartOptions): Flight;
  /** Starts a flight that nobody else joins. */
  abstract startAlone(job: FlightJob): Flight;
}
