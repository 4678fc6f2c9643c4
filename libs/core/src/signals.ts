import type { UpstreamCall } from './upstream-call.js';

/** Counters of the libs. Each name goes with a closed list of reasons, so that the number of metrics is bounded. */
export type SignalName =
  /** An answer that was not stored. */
  | 'skip'
  /** A candidate that the reuse policy rejected. */
  | 'rejection'
  /** A question that was not compared by meaning. */
  | 'not_compared'
  /** A stored entry that was found but may not be served. */
  | 'invalid_entry'
  /** A failed call to a part, without which the request went on; the reason is `<part>.<operation>`. */
  | 'fail_open'
  /** An extra upstream call; the reason is the error code that caused it. */
  | 'retry'
  /** A request that was refused under overload: too many were waiting for a model, or there was too much work. */
  | 'refusal'
  /** A limit of a key or tenant that was reached; the reason is the limit's name. */
  | 'limit'
  /** A cache rule that decided about a request; the reason is its name. */
  | 'rule'
  /** An item of a request for embeddings that was looked up: `hit` or `miss`. */
  | 'embedding';

/** Histograms of the libs. The unit is milliseconds, except where noted. */
export type Measurement =
  | 'exact'
  | 'embed'
  | 'search'
  | 'decide'
  | 'upstream'
  /** From the start of a streamed upstream call to its first piece. */
  | 'first_token'
  /** The similarity of the best candidate, 0 to 1. */
  | 'similarity';

/** Gauges of the libs. They are read when metrics are scraped. */
export type Level =
  /** Texts in the queue of the embedding thread. */
  | 'embedding_queue'
  /** Accepted answers that are not in all stores yet. */
  | 'pending_writes'
  /** Upstream calls in progress. */
  | 'upstream_calls'
  | 'entries'
  /** Estimated bytes of these entries. */
  | 'entry_bytes'
  /** The part of the entries that are embeddings. */
  | 'embeddings'
  | 'embedding_bytes'
  | 'vectors';

export type PartState = 'up' | 'down';

/** One circuit breaker: of a server, or of one model of a provider. */
export interface BreakerState {
  readonly server: string;
  /** From a closed list; absent for servers that are not providers. */
  readonly model?: string;
  readonly isOpen: boolean;
}

/** The telemetry of the libs. The app turns it into metrics and log lines. Never throws. */
export abstract class Signals {
  /** @param times default 1. */
  abstract count(name: SignalName, reason: string, times?: number): void;
  abstract measure(name: Measurement, value: number): void;
  /** Called once per model call, when the call has ended. */
  abstract upstreamCalled(call: UpstreamCall): void;
  /** Called once per change, never per request. The log shows only the class and code of `cause`. */
  abstract stateChanged(part: string, state: PartState, cause?: unknown): void;
  /** Registers how to read a gauge. `undefined` = not known. */
  abstract watch(level: Level, read: () => number | undefined): void;
  /** Registers how to read the states of some breakers. */
  abstract watchBreakers(read: () => readonly BreakerState[]): void;
}
