import type { Allowance, Room } from './gcra.js';

/** Units of one counter. */
export interface Draw {
  /** What the counter is called: closed words, ids and tenants. The part in braces is the same for all that are drawn together. */
  readonly name: string;
  readonly allowance: Allowance;
  /** 0 asks whether a unit is left and takes none. */
  readonly cost: number;
}

/** Counts what was used, for all who share it. */
export abstract class Counters {
  /** Takes all that is asked for, or nothing: the rooms, in the order of the draws, say what there was no room for. */
  abstract take(draws: readonly Draw[]): Promise<readonly Room[]>;
  /** Notes what was used, room or not. */
  abstract charge(draws: readonly Draw[]): Promise<void>;
}
