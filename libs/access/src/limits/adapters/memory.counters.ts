import type { Clock } from '@app/core';
import { LRUCache } from 'lru-cache';
import { Counters, type Draw } from '../counters.port.js';
import { ask, charge, type Room } from '../gcra.js';

/** More counters than a process has busy keys; one that is pushed out starts anew. */
const MOST_COUNTERS = 100_000;

/** Counts in this process alone. */
export class MemoryCounters extends Counters {
  private readonly earned = new LRUCache<string, number>({ max: MOST_COUNTERS });

  constructor(private readonly clock: Clock) {
    super();
  }

  async take(draws: readonly Draw[]): Promise<readonly Room[]> {
    const now = this.clock.monotonic();
    const rooms = draws.map(({ name, cost, allowance }) => ask(this.earnedAt(name), cost, allowance, now));
    if (rooms.every(({ granted }) => granted)) this.add(draws, now);
    return rooms;
  }

  async charge(draws: readonly Draw[]): Promise<void> {
    this.add(draws, this.clock.monotonic());
  }

  private add(draws: readonly Draw[], now: number): void {
    for (const { name, cost, allowance } of draws)
      if (cost > 0) this.earned.set(name, charge(this.earnedAt(name), cost, allowance, now));
  }

  private earnedAt(name: string): number {
    return this.earned.get(name) ?? 0;
  }
}
