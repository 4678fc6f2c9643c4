import type { FinishReason, Usage } from './entry.js';
import type { ErrorCode } from './errors.js';

/**
 * The outcome of a model call. `answered`: a complete answer. `broken`: a successful status without a complete answer. `left`: no
 * caller waited for it any more. Otherwise it is the code of the error.
 */
export type UpstreamOutcome = 'answered' | 'broken' | 'left' | ErrorCode;

/** A model call that has ended, for metrics and traces. It holds names from closed lists and no texts. */
export interface UpstreamCall {
  /** The upstream's name, from the configuration. */
  readonly provider: string;
  /** The model's name in the catalog, or `other`. */
  readonly model: string;
  readonly outcome: UpstreamOutcome;
  readonly usage?: Usage;
  /** US dollars; absent when the model has no price, or there is no answer. */
  readonly costUsd?: number;
  readonly finishReason?: FinishReason;
  /** Monotonic milliseconds, as `endedAt`. */
  readonly startedAt: number;
  readonly endedAt: number;
}
