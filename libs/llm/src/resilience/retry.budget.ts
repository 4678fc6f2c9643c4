/** Extra calls per call, at most (design: 20 % in total). */
const SHARE = 0.2;
/** What a process that has just started has in hand, one call's retries; its first calls earn that back before they earn more. */
const START = 2;
/** What can be saved up, so that a long calm doesn't pay for a storm. */
const MOST = 100;
/** Fifths don't add up exactly in binary. */
const ROUNDING = 1e-6;

/**
 * Keeps retries from multiplying an outage: a token bucket that calls fill and retries empty. In total there are never more
 * retries than a fifth of the calls, or `START` when that is more.
 */
export class RetryBudget {
  private tokens = START;
  private advance = START;

  /** Each call, not its retries, earns a share of one. */
  earn(): void {
    if (this.advance > ROUNDING) this.advance -= SHARE;
    else this.tokens = Math.min(MOST, this.tokens + SHARE);
  }

  /** Takes one retry out; `false` when the budget is used up. */
  take(): boolean {
    if (this.tokens < 1 - ROUNDING) return false;
    this.tokens -= 1;
    return true;
  }
}
