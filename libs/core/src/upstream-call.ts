import type { FinishReason, ProviderName, Usage } from './entry.js';
import type { ErrorCode } from './errors.js';

/**
 * How a call of a model ended. `answered`: with a complete answer; `broken`: with success, but without one; `left`: nobody
 * waited for it any more; otherwise the code of its error.
 */
export type UpstreamOutcome = 'answered' | 'broken' | 'left' | ErrorCode;

/** A call of a model that has ended, as operators are told of it: names from closed lists, never a text. */
export interface UpstreamCall {
  readonly provider: ProviderName;
  /** What the catalog knows the model by, else `other`. */
  readonly model: string;
  readonly outcome: UpstreamOutcome;
  readonly usage?: Usage;
  /** US dollars; absent when the model has no price, or nothing was answered. */
  readonly costUsd?: number;
  readonly finishReason?: FinishReason;
  /** Monotonic milliseconds, as the next. */
  readonly startedAt: number;
  readonly endedAt: number;
}
