import type { Answer, EntryId, Timings } from '@app/core';
import type { Declined, Tier } from '@app/cache';
import type { NotStored } from './flights/flight-event.js';

/** Why memory was left out of a request altogether. */
export type BypassReason =
  | 'use-cache-false'
  | 'mode-off'
  | 'rule-off'
  | 'cache-mode-off'
  | 'not-i-json'
  | 'too-large'
  | 'too-wide'
  | 'too-deep';

/** Why a request goes to a model: what is known of it before the answer. */
export type Forwarded =
  | {
      readonly kind: 'miss';
      /** Another request's upstream call was joined. */
      readonly collapsed: boolean;
      readonly declined?: Declined;
      /** There is an answer in memory, but one that is older than the caller takes. */
      readonly isTooOld?: boolean;
      /** Known before the answer, where a cache rule says so. */
      readonly notStored?: NotStored;
    }
  /** The caller wanted a new answer. */
  | { readonly kind: 'refresh'; readonly notStored?: NotStored }
  | { readonly kind: 'bypass'; readonly reason: BypassReason };

/** `stored` = accepted for storing; `notStored` = why it isn't, once that is known. */
type Stored<Kind> = Extract<Forwarded, { kind: Kind }> & {
  readonly stored: boolean;
  readonly notStored?: NotStored;
};

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
      /** What metrics call the model that answered; from a closed list. */
      readonly modelLabel: string;
      readonly tokensSaved: number;
      /** Absent when the model has no price. */
      readonly costSavedUsd?: number;
    }
  | Stored<'miss'>
  | Stored<'refresh'>
  | Extract<Forwarded, { kind: 'bypass' }>;

/** How an answer came, or is about to come. */
export interface AnswerHead {
  readonly cache: CacheOutcome;
  /** The cache rules that decided; their names, joined by `+`. */
  readonly rule?: string;
  /** Of the steps so far. */
  readonly timings: Timings;
}

export interface QueryResult extends AnswerHead {
  readonly answer: Answer;
}

/** A streamed answer: where it comes from, unless that is memory; its pieces, unless it comes whole; and how it ended. */
export type AnswerEvent =
  | ({ readonly type: 'forwarded' } & AnswerHead)
  | { readonly type: 'delta'; readonly text: string }
  | { readonly type: 'done'; readonly result: QueryResult };
