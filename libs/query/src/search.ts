import type { Ask, Hit, KnownAsk, SkipReason } from '@app/cache';
import type { Account } from '@app/core';
import type { Directives } from './directives.js';
import type { FlightWork } from './flights/flight.js';
import type { Seat } from './flights/seat.js';
import type { BypassReason, Forwarded } from './query-result.js';

/** Who waits for an answer. Asking for the signal may build it, so it is asked for only when a model has to answer. */
export interface Caller {
  /** Aborts when the caller leaves. */
  readonly signal: AbortSignal;
}

/** How the model is asked: for the whole answer, or piece by piece. The flight of a stream is shared within this process only. */
export type Delivery = 'whole' | 'stream';

/** What has to be known of a request to look for its answer. */
export interface Lookup {
  /** Its `maxAgeMs` is the directives'. */
  readonly ask: Ask;
  /** Memory is left out altogether, and why. */
  readonly bypass?: BypassReason;
  /** Neither read nor remembered, because more shapes its answer than is known, or none may be kept: a miss for itself alone. */
  readonly isUncacheable?: boolean;
  /** The moment decides about the answer, and none may be kept: the same, for another reason. */
  readonly isNeverKept?: boolean;
  /** The cache rules that decided, for the caller to read. */
  readonly rule?: string;
  readonly directives?: Directives;
  /** Monotonic milliseconds. */
  readonly deadline: number;
  /** Whom a call of the model is charged to; absent = nobody counts. */
  readonly account?: Account;
}

export interface RememberedOptions {
  /** Read the exact tier once more before the model is asked. */
  readonly looksAgain: boolean;
}

/** Why nothing is remembered. */
export type ForgottenReason = Extract<
  SkipReason,
  'not-asked-to' | 'uncacheable' | 'volatile' | 'registry-unavailable' | 'write-limit'
>;

/** How the flight of a request is made. */
export interface FlightWorks {
  /** For a request whose place in memory is known. */
  remembered(ask: KnownAsk, options: RememberedOptions): FlightWork;
  /** For a request of which nothing is remembered. */
  forgotten(reason: ForgottenReason): FlightWork;
}

export interface Search {
  readonly request: Lookup;
  readonly works: FlightWorks;
  readonly caller: Caller;
  readonly delivery: Delivery;
}

/** An answer from memory, or a seat on the flight that brings one. */
export type Finding =
  | { readonly kind: 'hit'; readonly hit: Hit }
  | { readonly kind: 'flight'; readonly seat: Seat; readonly forwarded: Forwarded };
