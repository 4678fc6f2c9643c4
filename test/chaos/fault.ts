import type { Figure } from '../../bench/bench-part.js';

/** A fault that can't be brought about on this machine, and what is missing. */
export interface Skipped {
  readonly skipped: string;
}

/** One fault, how it is brought about, and the figures that say whether it was survived. */
export interface Fault {
  /** The row's number in the plan of hardening, e.g. `a02`. */
  readonly name: string;
  readonly title: string;
  /** Quick ones run in continuous integration; the rest before a release. */
  readonly isQuick: boolean;
  /** @param rounds how often each replica is asked for each answer, in place of the row's own number; for rows that have one. */
  run(rounds?: number): Promise<readonly Figure[] | Skipped>;
}
