import type { Flight, FlightWork } from './flight.js';

/** The upstream calls in the air, by what they are about. */
export abstract class FlightBoard {
  /** A flight of this process that may be joined. */
  abstract find(key: string): Flight | undefined;
  /** Starts a flight that others may join under the key, from this process or, where the board is shared, from another. */
  abstract start(key: string, work: FlightWork): Flight;
  /** Starts a flight that nobody else joins. */
  abstract startAlone(work: FlightWork): Flight;
}
