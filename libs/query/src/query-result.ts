import type { Answer, EntryId, Timings } from '@app/core';
import type { Declined, Tier } from '@app/cache';

/** Why memory was left out of a request altogether. */
export type BypassReason = 'use-cache-false' | 'mode-off' | 'cache-mode-off';

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

export interface QueryResult {
  readonly answer: Answer;
  readonly cache: CacheOutcome;
  readonly timings: Timings;
}
