import type { Answer, EntryId, Timings } from '@app/core';
import type { Declined, Tier } from '@app/cache';
import type { NotStored } from './flights/flight-event.js';

/** Why a request bypassed the cache. */
export type BypassReason =
  /** The route is passed on as it comes. */
  | 'route'
  | 'use-cache-false'
  | 'mode-off'
  | 'rule-off'
  | 'cache-mode-off'
  /** The provider keeps the answer, and the operator wants no replays of those. */
  | 'replay-off'
  | 'not-i-json'
  | 'too-large'
  | 'too-wide'
  | 'too-deep';

/** What a request did not cost. */
export interface Saved {
  /** The label of the model in metrics; from a closed list. */
  readonly modelLabel: string;
  readonly tokensSaved: number;
  /** Absent when the model has no price. */
  readonly costSavedUsd?: number;
}

/** Why a request goes to a model, as far as that is known before the answer. */
export type Forwarded =
  | {
      readonly kind: 'miss';
      /** Another request's upstream call was joined. */
      readonly collapsed: boolean;
      readonly declined?: Declined;
      /** There is an answer in the cache, but it is older than the caller accepts. */
      readonly isTooOld?: boolean;
      /** What the items of a batch saved that came from memory; absent when none did. */
      readonly partial?: Saved;
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
  | (Saved & {
      readonly kind: 'hit';
      readonly tier: Tier;
      readonly entryId: EntryId;
      readonly ageMs: number;
      /** The rest of the entry's freshness. */
      readonly ttlMs: number;
      /** Semantic hits only. */
      readonly similarity?: number;
    })
  | Stored<'miss'>
  | Stored<'refresh'>
  | Extract<Forwarded, { kind: 'bypass' }>;

/** Where an answer came from, or is about to come from. */
export interface AnswerHead {
  readonly cache: CacheOutcome;
  /** Names of the cache rules that decided, joined by `+`. */
  readonly rule?: string;
  /** Of the steps so far. */
  readonly timings: Timings;
}

export interface QueryResult extends AnswerHead {
  readonly answer: Answer;
}

/** A streamed answer: `forwarded` unless it is a hit, `delta`s unless it comes whole, then `done`. */
export type AnswerEvent =
  | ({ readonly type: 'forwarded' } & AnswerHead)
  | { readonly type: 'delta'; readonly text: string }
  | { readonly type: 'done'; readonly result: QueryResult };
