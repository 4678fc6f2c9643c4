import { RagCacheError, type Signals } from '@app/core';
import type { LagWatch } from './lag-watch.js';

/** Calls end all the time, so one of the next attempts gets through. */
const RETRY_AFTER_MS = 1_000;

/** Why a call was refused; a closed list, for metrics. */
type Refusal = 'all-in-use' | 'tenant-share' | 'process-busy';

/**
 * Bounds the upstream calls in progress, so that a slow upstream can't pile up requests until nothing is served any more. A call over
 * the bound is refused at once instead of queued: a queue in front of a slow model only makes every answer late. An overloaded process
 * refuses calls too; answers from the cache pass no gate and are served longest.
 */
export class UpstreamGate {
  private readonly perTenant: number;
  private readonly inProgress = new Map<string, number>();
  private total = 0;

  /** @param most calls at once; one tenant gets at most half of them, so that its flood leaves room for the others. */
  constructor(
    private readonly most: number,
    private readonly signals: Signals,
    private readonly lag: Pick<LagWatch, 'isTooHigh'> = { isTooHigh: false },
  ) {
    this.perTenant = Math.ceil(most / 2);
    signals.watch('upstream_calls', () => this.total);
  }

  /** Takes room for one call, which `leave` has to give back. @throws RagCacheError `overloaded` when there is none. */
  enter(tenant: string): void {
    const refusal = this.refusal(tenant);
    if (refusal) throw this.refused(refusal);
    this.add(tenant, 1);
  }

  leave(tenant: string): void {
    this.add(tenant, -1);
  }

  /** Makes the call between `enter` and `leave`. */
  async pass<Result>(tenant: string, call: () => Promise<Result>): Promise<Result> {
    this.enter(tenant);
    try {
      return await call();
    } finally {
      this.leave(tenant);
    }
  }

  private refusal(tenant: string): Refusal | undefined {
    if (this.lag.isTooHigh) return 'process-busy';
    if (this.total >= this.most) return 'all-in-use';
    return this.of(tenant) >= this.perTenant ? 'tenant-share' : undefined;
  }

  private refused(reason: Refusal): RagCacheError {
    this.signals.count('refusal', reason);
    const detail = 'Too many questions are waiting for a model. Try again in a moment.';
    return new RagCacheError('overloaded', detail, { retryAfterMs: RETRY_AFTER_MS });
  }

  private add(tenant: string, change: 1 | -1): void {
    const count = this.of(tenant) + change;
    this.total += change;
    if (count > 0) this.inProgress.set(tenant, count);
    else this.inProgress.delete(tenant);
  }

  private of(tenant: string): number {
    return this.inProgress.get(tenant) ?? 0;
  }
}
