import type { Service } from '../test/support/service.js';
import type { Simulator } from '../apps/simulator/src/simulator.js';

/** One line of the report: what was measured, what it may be at most, when there is a bound. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Highest value that still counts as met. */
  readonly bound?: number;
}

/** What the parts of the benchmark run on: the built service over the simulator, both real processes or sockets. */
export interface Stage {
  readonly service: Service;
  readonly simulator: Simulator;
  readonly apiKey: string;
}

/** One thing that is measured. */
export interface BenchPart {
  readonly name: string;
  readonly title: string;
  /** What this machine lacks for it, as a sentence; `undefined` = nothing. */
  missing?(): string | undefined;
  run(stage: Stage): Promise<Figure[]>;
}
