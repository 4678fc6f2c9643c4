import type { Allowance, Quota } from './gcra.js';

/** Units that one counter is asked for. */
export interface Charge {
  /**
   * The counter's name: words from closed lists, ids and tenants. The part in braces is the same for all charges that are taken
   * together, so that a Redis cluster keeps them on one node.
   */
  readonly counter: string;
  readonly allowance: Allowance;
  /** 0 checks whether a unit is left and takes none. */
  readonly cost: number;
}

/** Counts usage, for all processes that share the counters. */
export abstract class Counters {
  /** Takes all charges or none. Resolves to one quota per charge, in the same order; a refused one has `granted: false`. */
  abstract take(charges: readonly Charge[]): Promise<readonly Quota[]>;
  /** Counts usage that has already happened, even beyond the limit. */
  abstract record(charges: readonly Charge[]): Promise<void>;
}
