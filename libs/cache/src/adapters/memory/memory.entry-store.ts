import type { CacheKey, CanonicalKey, Clock, EntryId, EntryRecord } from '@app/core';
import { LRUCache } from 'lru-cache';
import { matches } from '../../pending/entry-match.js';
import {
  EntryStore,
  type EntryFilter,
  type Found,
  type HitCount,
  type OnRemoved,
  type RemovedEntry,
} from '../../ports/entry-store.port.js';

interface Kept {
  readonly record: EntryRecord;
  hits: number;
}

/** Entries in this process alone: gone when it ends. Beyond the cap the least recently used goes. */
export class MemoryEntryStore extends EntryStore {
  private readonly kept: LRUCache<CacheKey, Kept>;
  private readonly pointers = new Map<CanonicalKey, CacheKey>();

  constructor(
    private readonly capacity: number,
    private readonly clock: Clock,
  ) {
    super();
    this.kept = new LRUCache({
      max: capacity,
      dispose: ({ record }, key, reason) => {
        this.forgetPointer(record);
        if (reason === 'evict') void this.evictions.after([{ key, id: record.entry.id }]);
      },
    });
  }

  async find(key: CacheKey, canonicalKey?: CanonicalKey): Promise<Found> {
    const pointer = canonicalKey && this.pointers.get(canonicalKey);
    return {
      body: this.live(key)?.record.body,
      pointer: pointer && this.live(pointer) ? pointer : undefined,
    };
  }

  async findById(tenant: string, id: EntryId): Promise<{ body: string; hits: number } | undefined> {
    const [found] = this.named({ tenant, id });
    return found && { body: found.record.body, hits: found.hits };
  }

  async ownerOf(id: EntryId): Promise<string | undefined> {
    return [...this.kept.values()].find(({ record }) => record.entry.id === id)?.record.entry.tenant;
  }

  async save(record: EntryRecord): Promise<boolean> {
    const held = this.live(record.entry.key)?.record.entry;
    if (held && held.order > record.entry.order) return false;
    if (this.kept.size === this.capacity) await this.evictions.before();
    this.kept.delete(record.entry.key);
    this.kept.set(record.entry.key, { record, hits: 0 });
    if (record.canonicalKey) this.pointers.set(record.canonicalKey, record.entry.key);
    return true;
  }

  async remove(filter: EntryFilter, onRemoved?: OnRemoved): Promise<RemovedEntry[]> {
    const named = this.named(filter).map(({ record }) => ({ key: record.entry.key, id: record.entry.id }));
    named.forEach(({ key }) => this.kept.delete(key));
    await onRemoved?.(named);
    return named;
  }

  async recordHits(counts: readonly HitCount[]): Promise<void> {
    for (const { key, hits } of counts) {
      // Reading is what makes an entry recently used.
      const kept = this.kept.get(key);
      if (kept) kept.hits += hits;
    }
  }

  async countByNamespace(tenant: string): Promise<Record<string, number>> {
    const counts = new Map<string, number>();
    for (const { record } of this.named({ tenant })) {
      const { namespace } = record.entry;
      counts.set(namespace, (counts.get(namespace) ?? 0) + 1);
    }
    return Object.fromEntries(counts);
  }

  override size(): number {
    return this.kept.size;
  }

  async ping(): Promise<void> {}

  async close(): Promise<void> {
    this.kept.clear();
  }

  private live(key: CacheKey): Kept | undefined {
    const kept = this.kept.peek(key);
    return kept && kept.record.entry.keepUntil > this.clock.now() ? kept : undefined;
  }

  private named(filter: EntryFilter): Kept[] {
    const now = this.clock.now();
    return [...this.kept.values()].filter(
      ({ record }) => record.entry.keepUntil > now && matches(record.entry, filter),
    );
  }

  private forgetPointer({ entry, canonicalKey }: EntryRecord): void {
    if (canonicalKey && this.pointers.get(canonicalKey) === entry.key) this.pointers.delete(canonicalKey);
  }
}
