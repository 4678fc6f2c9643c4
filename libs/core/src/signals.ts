import type { UpstreamCall } from './upstream-call.js';

/** What libs count. Each name goes with a closed list of reasons, so that metrics stay bounded. */
export type SignalName =
  /** An answer that was not remembered. */
  | 'skip'
  /** A candidate that the reuse policy rejected. */
  | 'rejection'
  /** A question that was not compared by meaning. */
  | 'not_compared'
  /** A stored entry that was found but may not be served. */
  | 'invalid_entry'
  /** A call to a part that failed and was survived; the reason is `<part>.<operation>`. */
  | 'fail_open'
  /** An extra upstream call; the reason is the error code that caused it. */
  | 'retry'
  /** A question that was refused for want of room: too many were waiting for a model, or too much was to be done. */
  | 'refusal'
  /** A limit of a key or tenant that was reached; the reason is the limit's name. */
  | 'limit'
  /** A cache rule that decided about a request; the reason is its name. */
  | 'rule';

/** What libs measure, in milliseconds unless said; each name is one histogram. */
export type Measurement =
  | 'exact'
  | 'embed'
  | 'search'
  | 'decide'
  | 'upstream'
  /** From the start of a streamed upstream call to its first piece. */
  | 'first_token'
  /** Of the best candidate, 0..1. */
  | 'similarity';

/** What libs hold at a time, read when somebody looks; each name is one gauge. */
export type Level =
  /** Texts that wait for the embedding thread. */
  | 'embedding_queue'
  /** Answers that were accepted and are not in all stores yet. */
  | 'pending_writes'
  /** Upstream calls in the air. */
  | 'upstream_calls'
  | 'entries'
  /** Estimated bytes of these entries. */
  | 'entry_bytes'
  | 'vectors';

export type PartState = 'up' | 'down';

/** One circuit breaker: of a server, or of one model of a provider. */
export interface BreakerState {
  readonly server: string;
  /** From a closed list; absent for servers that are no provider. */
  readonly model?: string;
  readonly isOpen: boolean;
}

/** Where libs report what operators want to see; the app turns it into metrics and log lines. Never throws. */
export abstract class Signals {
  abstract count(name: SignalName, reason: string): void;
  abstract measure(name: Measurement, value: number): void;
  /** Called once per call of a model, when it has ended. */
  abstract upstreamCalled(call: UpstreamCall): void;
  /** Called once per change, never per request; `cause` reaches the log by its class and code only. */
  abstract stateChanged(part: string, state: PartState, cause?: unknown): void;
  /** Says once how to read a level. `undefined` = not known. */
  abstract watch(level: Level, read: () => number | undefined): void;
  /** Says once how to read some breakers. */
  abstract watchBreakers(read: () => readonly BreakerState[]): void;
}
