import type { Answer, EntryId } from '@app/core';
import type { DeclineReason, Tier } from '@app/cache';

/** Why memory was left out of a request altogether. */
export type BypassReason = 'use-cache-false' | 'mode-off' | 'cache-mode-off';

/** A candidate that the reuse policy turned down, or the reason why none was looked for. */
export interface Declined {
  readonly reason: DeclineReason;
  /** Of the best candidate; absent when none was compared. */
  readonly similarity?: number;
}

export type CacheOutcome =
  | {
      readonly kind: 'hit';
      readonly tier: Tier;
      readonly entryId: EntryId;
      readonly ageMs: number;
      /** What is left of the entry's freshness. */
      readonly ttlMs: number;
      /** Semantic hits only. */
      readonly similarity?: number;
      readonly tokensSaved: number;
      /** Absent when the model has no price. */
      readonly costSavedUsd?: number;
    }
  | {
      readonly kind: 'miss';
      /** Another request's upstream call was joined. */
      readonly collapsed: boolean;
      /** Accepted for storing. */
      readonly stored: boolean;
      readonly declined?: Declined;
    }
  | { readonly kind: 'bypass'; readonly reason: BypassReason };

/** Milliseconds spent per step; a step that did not run is absent. */
export interface Timings {
  exact?: number;
  embed?: number;
  search?: number;
  decide?: number;
  upstream?: number;
}

export interface QueryResult {
  readonly answer: Answer;
  readonly cache: CacheOutcome;
  readonly timings: Readonly<Timings>;
}
