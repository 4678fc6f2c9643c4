import type { Deadline } from '../llm-provider.port.js';
import { UpstreamError } from '../errors.js';
import type { RetryBudget } from './retry.budget.js';

const MOST_RETRIES = 2;
/** The first pause's upper bound; it doubles with each retry. */
const BASE_MS = 250;

/** Judges whether a failed call is made again, and when. */
export class RetryPolicy {
  constructor(
    readonly budget: RetryBudget,
    private readonly random: () => number = Math.random,
  ) {}

  /**
   * Milliseconds to wait before the next try, or `undefined` when there is to be none: the failure would come again, the
   * deadline would pass during the pause, or the budget is used up.
   * @param retries how many there have been already.
   */
  pauseAfter(error: unknown, retries: number, deadline: Deadline): number | undefined {
    if (!(error instanceof UpstreamError) || !error.retryHelps || retries >= MOST_RETRIES) return undefined;
    const pause = (error.retryAfterMs ?? 0) + this.jitter(retries);
    if (deadline.signal.aborted || pause >= deadline.remainingMs()) return undefined;
    return this.budget.take() ? pause : undefined;
  }

  /** Full jitter: anything from nothing to the bound, so that many failed callers don't come back together. */
  private jitter(retries: number): number {
    return this.random() * BASE_MS * 2 ** retries;
  }
}
