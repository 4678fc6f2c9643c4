import type { Deadline } from '../llm-provider.port.js';
import { UpstreamError } from '../errors.js';
import type { RetryBudget } from './retry.budget.js';

const MOST_RETRIES = 2;
/** Upper bound of the first pause. It doubles with each retry. Milliseconds. */
const BASE_MS = 250;

/** Decides whether and when a failed call is retried. */
export class RetryPolicy {
  constructor(
    readonly budget: RetryBudget,
    private readonly random: () => number = Math.random,
  ) {}

  /**
   * Milliseconds to wait before the next try. Returns undefined when a retry does not help, the deadline would pass during the
   * pause, or the budget is used up.
   * @param retries the number of retries so far.
   */
  pauseAfter(error: unknown, retries: number, deadline: Deadline): number | undefined {
    if (!(error instanceof UpstreamError) || !error.retryHelps || retries >= MOST_RETRIES) return undefined;
    const pause = (error.retryAfterMs ?? 0) + this.jitter(retries);
    if (deadline.signal.aborted || pause >= deadline.remainingMs()) return undefined;
    return this.budget.take() ? pause : undefined;
  }

  /** Full jitter: a random time from 0 to the bound, so that many failed callers do not retry together. */
  private jitter(retries: number): number {
    return this.random() * BASE_MS * 2 ** retries;
  }
}
