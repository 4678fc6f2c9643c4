import type { CacheKey } from '@app/core';
import type { SourceRegistry } from '../../src/ports/source-registry.port.js';
import type { SharedStores } from './replica.js';
import { ReplicatedRegistry } from './replicated.registry.js';
import { SharedEntries } from './shared.entries.js';
import { SimulatedTime, SkewedClock } from './simulated.time.js';
import type { World } from './system.js';

/** Doubles of all stores, in simulated time. */
export class InProcessWorld implements World {
  readonly time = new SimulatedTime();
  private readonly registry = new ReplicatedRegistry(this.time);
  private readonly entries = new SharedEntries(new SkewedClock(this.time));

  async open(): Promise<SharedStores> {
    return { entries: this.entries, registry: this.registry };
  }

  truth(): SourceRegistry {
    return this.registry.current();
  }

  async evict(pick: number): Promise<CacheKey | undefined> {
    const keys = this.entries.keys();
    const key = keys[pick % Math.max(1, keys.length)];
    if (key) await this.entries.evict(key);
    return key;
  }

  async loseListings(): Promise<void> {
    this.entries.loseListings();
  }

  failOver(lost: number, skew: number): Promise<void> {
    return this.registry.failOver(lost, skew);
  }

  async settle(): Promise<void> {}

  async close(): Promise<void> {}
}
