import type { Clock } from '@app/core';
import { FlightBoard, type StartOptions } from '../flight-board.port.js';
import { Flight, type FlightJob } from '../flight.js';

/** The board of this process alone. */
export class MemoryFlightBoard extends FlightBoard {
  private readonly flights = new Map<string, Flight>();

  constructor(private readonly clock: Clock) {
    super();
  }

  find(key: string): Flight | undefined {
    return this.flights.get(key);
  }

  start(key: string, job: FlightJob, _options?: StartOptions): Flight {
    const flight = new Flight(this.clock, () => this.remove(key, flight));
    this.find(key)?.outdate();
    this.flights.set(key, flight);
    void flight.start(job);
    return flight;
  }

  startAlone(job: FlightJob): Flight {
    const flight = new Flight(this.clock, () => {});
    void flight.start(job);
    return flight;
  }

  private remove(key: string, flight: Flight): void {
    if (this.flights.get(key) === flight) this.flights.delete(key);
  }
}
