/** What libs count. Each name goes with a closed list of reasons, so that metrics stay bounded. */
export type SignalName =
  /** An answer that was not remembered. */
  | 'skip'
  /** A candidate that the reuse policy rejected. */
  | 'rejection'
  /** A stored entry that was found but may not be served. */
  | 'invalid_entry'
  /** A call to a part that failed and was survived; the reason is `<part>.<operation>`. */
  | 'fail_open'
  /** An extra upstream call; the reason is the error code that caused it. */
  | 'retry'
  /** A question that was refused for want of room: too many were waiting for a model, or too much was to be done. */
  | 'refusal'
  /** A limit of a key or tenant that was reached; the reason is the limit's name. */
  | 'limit';

/** What libs measure, in milliseconds unless said; each name is one histogram. */
export type Measurement = 'exact' | 'embed' | 'search' | 'decide' | 'upstream' | 'similarity';

export type PartState = 'up' | 'down';

/** Where libs report what operators want to see; the app turns it into metrics and log lines. Never throws. */
export abstract class Signals {
  abstract count(name: SignalName, reason: string): void;
  abstract measure(name: Measurement, value: number): void;
  /** Called once per change, never per request; `cause` reaches the log by its class and code only. */
  abstract stateChanged(part: string, state: PartState, cause?: unknown): void;
}
