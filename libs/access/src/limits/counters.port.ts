import type { Allowance, Room } from './gcra.js';

/** One of the things that are limited, of one key or tenant. */
export interface Meter {
  /** What the counter is called: closed words, ids and tenants only. */
  readonly name: string;
  readonly allowance: Allowance;
}

/** Counts what was used, for all who share it. */
export abstract class Counters {
  /** Takes units if there is room for them. */
  abstract take(meter: Meter, cost: number): Promise<Room>;
  /** Notes units that were used, room or not. */
  abstract charge(meter: Meter, cost: number): Promise<void>;
}
