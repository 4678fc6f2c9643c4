import type { Clock } from '@app/core';
import { LRUCache } from 'lru-cache';
import { Counters, type Charge } from '../counters.port.js';
import { charge, check, type Quota } from '../gcra.js';

/** More counters than a process has busy keys. An evicted counter starts again at zero. */
const MOST_COUNTERS = 100_000;

/** Counters of this process alone. */
export class MemoryCounters extends Counters {
  private readonly earned = new LRUCache<string, number>({ max: MOST_COUNTERS });

  constructor(private readonly clock: Clock) {
    super();
  }

  async take(charges: readonly Charge[]): Promise<readonly Quota[]> {
    const now = this.clock.monotonic();
    const quotas = charges.map(({ counter, cost, allowance }) =>
      check(this.earnedAt(counter), cost, allowance, now),
    );
    if (quotas.every(({ granted }) => granted)) this.add(charges, now);
    return quotas;
  }

  async record(charges: readonly Charge[]): Promise<void> {
    this.add(charges, this.clock.monotonic());
  }

  private add(charges: readonly Charge[], now: number): void {
    for (const { counter, cost, allowance } of charges)
      if (cost > 0) this.earned.set(counter, charge(this.earnedAt(counter), cost, allowance, now));
  }

  private earnedAt(counter: string): number {
    return this.earned.get(counter) ?? 0;
  }
}
