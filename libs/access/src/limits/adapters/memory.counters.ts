import type { Clock } from '@app/core';
import { LRUCache } from 'lru-cache';
import { Counters, type Meter } from '../counters.port.js';
import { ask, charge, type Room } from '../gcra.js';

/** More counters than a process has busy keys; one that is pushed out starts anew. */
const MOST_COUNTERS = 100_000;

/** Counts in this process alone. */
export class MemoryCounters extends Counters {
  private readonly earned = new LRUCache<string, number>({ max: MOST_COUNTERS });

  constructor(private readonly clock: Clock) {
    super();
  }

  async take({ name, allowance }: Meter, cost: number): Promise<Room> {
    const now = this.clock.now();
    const earnedAt = this.earned.get(name) ?? 0;
    const room = ask(earnedAt, cost, allowance, now);
    if (room.granted) this.earned.set(name, charge(earnedAt, cost, allowance, now));
    return room;
  }

  async charge({ name, allowance }: Meter, cost: number): Promise<void> {
    this.earned.set(name, charge(this.earned.get(name) ?? 0, cost, allowance, this.clock.now()));
  }
}
