/** Most retries per call, in total. */
const SHARE = 0.2;
/** The retries of a new process: those of one call. Its first calls pay this advance back before they earn more. */
const START = 2;
/** Most saved retries, so that a long calm does not pay for a storm. */
const MOST = 100;
/** Sums of fifths are not exact in binary. */
const ROUNDING = 1e-6;

/**
 * Keeps retries from multiplying an outage. It is a token bucket: calls fill it, retries empty it. In total there are never more
 * retries than a fifth of the calls, or `START` when that is more.
 */
export class RetryBudget {
  private tokens = START;
  private advance = START;

  /** Called once per call, not for its retries. */
  earn(): void {
    if (this.advance > ROUNDING) this.advance -= SHARE;
    else this.tokens = Math.min(MOST, this.tokens + SHARE);
  }

  /** Takes one retry. Returns false when the budget is used up. */
  take(): boolean {
    if (this.tokens < 1 - ROUNDING) return false;
    this.tokens -= 1;
    return true;
  }
}
