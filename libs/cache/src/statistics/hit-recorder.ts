import type { CacheKey, Clock, Signals } from '@app/core';
import type { EntryStore, HitCount } from '../ports/entry-store.port.js';

/** Counts hits in process and hands them to the store in batches: a hit costs no write. */
export class HitRecorder {
  private counts = new Map<CacheKey, HitCount>();

  constructor(
    private readonly entries: EntryStore,
    private readonly clock: Clock,
    private readonly signals: Signals,
  ) {}

  record(key: CacheKey): void {
    const hits = (this.counts.get(key)?.hits ?? 0) + 1;
    this.counts.set(key, { key, hits, accessedAt: this.clock.now() });
  }

  /** Counts that could not be saved are lost: they only steer which entries are evicted first. */
  async flush(): Promise<void> {
    if (this.counts.size === 0) return;
    const counts = [...this.counts.values()];
    this.counts = new Map();
    await this.entries.recordHits(counts).catch(() => this.signals.count('fail_open', 'entries.recordHits'));
  }
}
