import type { Ask, EntryOptions } from '@app/cache';
import type { Account } from '@app/core';
import type { Directives } from './query-command.js';
import type { BypassReason } from './query-result.js';

/** The client that waits for an answer. Reading `signal` may build it, so it is read only when a model has to answer. */
export interface Caller {
  /** Aborts when the caller leaves. */
  readonly signal: AbortSignal;
}

/** How the model is asked: for the whole answer, or piece by piece. Only this process shares the flight of a stream. */
export type Delivery = 'whole' | 'stream';

/** How the answer to a request is stored. */
export interface StoreOptions {
  readonly remember: EntryOptions;
  /** Replaces the rule and the lifetime when the answer shows that the provider searched for it; absent = nothing changes. */
  readonly whenSearched?: { readonly rule: string; readonly ttlSeconds: number };
  /** `false` = the cache is read-only. */
  readonly mayWrite: boolean;
}

/** The part of a request that decides whether and where its answer may be found. */
export interface Lookup {
  /** Its `maxAgeMs` is the one of the directives. */
  readonly ask: Ask;
  /** The reason why the request bypasses the cache. */
  readonly bypass?: BypassReason;
  /** More than the known fields shape the answer, or no tier may keep it: nothing is read, stored or shared. */
  readonly isUncacheable?: boolean;
  /** The answer changes from one moment to the next and the operator keeps no such answers: nothing is read, stored or shared. */
  readonly isNeverStored?: boolean;
  /** Names of the cache rules that decided, for the caller to read. */
  readonly rule?: string;
  readonly directives?: Directives;
  /** Monotonic milliseconds. */
  readonly deadline: number;
  /** The account that pays for calls; absent = nothing is limited or charged. */
  readonly account?: Account;
}

/** A request with all defaults filled in, whatever its format. */
export interface AnswerRequest extends Lookup, StoreOptions {
  /** Name of the upstream that is asked on a miss. */
  readonly provider: string;
}
