import { RagCacheError, type Signals } from '@app/core';
import type { LoopLag } from './loop-lag.js';

/** What a refused caller is told to wait: calls end all the time, so that one of the next tries gets through. */
const RETRY_AFTER_MS = 1_000;

/** Why a call was refused; a closed list, for metrics. */
type Refusal = 'all-in-use' | 'tenant-share' | 'process-busy';

/**
 * Bounds the model calls in the air, so that a slow upstream can't pile up requests until nothing is served any more. What is
 * over the bound is refused at once instead of queued: a queue in front of a slow model only makes every answer late. The same
 * goes for a process that has more to do than it can: answers from memory, which pass no gate, are served longest.
 */
export class UpstreamGate {
  private readonly perTenant: number;
  private readonly inTheAir = new Map<string, number>();
  private total = 0;

  /** @param most calls at once; one tenant gets at most half of them, so that its flood leaves room for the others. */
  constructor(
    private readonly most: number,
    private readonly signals: Signals,
    private readonly lag: Pick<LoopLag, 'isTooHigh'> = { isTooHigh: false },
  ) {
    this.perTenant = Math.ceil(most / 2);
    signals.watch('upstream_calls', () => this.total);
  }

  /** Makes the call. Rejects as it does, or at once with `overloaded` when there is no room for it. */
  async pass<Result>(tenant: string, call: () => Promise<Result>): Promise<Result> {
    const refusal = this.refusal(tenant);
    if (refusal) throw this.refused(refusal);
    this.add(tenant, 1);
    try {
      return await call();
    } finally {
      this.add(tenant, -1);
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
    if (count > 0) this.inTheAir.set(tenant, count);
    else this.inTheAir.delete(tenant);
  }

  private of(tenant: string): number {
    return this.inTheAir.get(tenant) ?? 0;
  }
}
