import type { CacheKey, CanonicalKey, Clock, EntryId, EntryRecord } from '@app/core';
import { LRUCache } from 'lru-cache';
import { bytesOf, type EntryBounds, type EntryTotals } from '../entry-bounds.js';
import { factsOf, matches } from '../../pending/entry-match.js';
import {
  EntryStore,
  type EntryFilter,
  type Found,
  type HitCount,
  type OnRemoved,
  type RemovedEntry,
} from '../../ports/entry-store.port.js';
import { MemoryPointers, type Kept } from './memory.pointers.js';

/** Entries in this process alone: gone when it ends. Beyond the bounds the least recently used go. */
export class MemoryEntryStore extends EntryStore {
  private readonly kept: LRUCache<CacheKey, Kept>;
  private readonly pointers = new MemoryPointers();
  private embedded = { entries: 0, bytes: 0 };

  constructor(
    private readonly bounds: EntryBounds,
    private readonly clock: Clock,
  ) {
    super();
    this.kept = new LRUCache({
      max: bounds.entries,
      maxSize: bounds.bytes,
      dispose: (kept, key, reason) => {
        this.pointers.forget(kept);
        this.countEmbedding(kept, -1);
        if (reason === 'evict') void this.evictions.after([{ key, id: kept.facts.id }]);
      },
    });
  }

  async find(key: CacheKey, canonicalKey?: CanonicalKey): Promise<Found> {
    const pointer = canonicalKey && this.pointers.get(canonicalKey);
    return {
      body: this.live(key)?.body,
      pointer: pointer && this.live(pointer) ? pointer : undefined,
    };
  }

  async findById(tenant: string, id: EntryId): Promise<{ body: string; hits: number } | undefined> {
    const [found] = this.named({ tenant, id });
    return found && { body: found.body, hits: found.hits };
  }

  async ownerOf(id: EntryId): Promise<string | undefined> {
    return [...this.kept.values()].find(({ facts }) => facts.id === id)?.facts.tenant;
  }

  /** An entry that is larger than the store replaces the former one by nothing. */
  async save(record: EntryRecord): Promise<boolean> {
    const { entry, canonicalKey, body } = record;
    const held = this.live(entry.key)?.facts;
    if (held && held.order > entry.order) return false;
    const facts = factsOf(entry);
    const size = bytesOf(record);
    if (this.isFullWith(size)) await this.evictions.before();
    this.kept.delete(entry.key);
    if (size > this.bounds.bytes) return false;
    const embeddingBytes = entry.payload.kind === 'embedding' ? size : 0;
    const kept = { facts, canonicalKey, body, embeddingBytes, hits: 0 };
    this.kept.set(entry.key, kept, { size });
    this.countEmbedding(kept, 1);
    this.pointers.note({ facts, canonicalKey });
    return true;
  }

  async remove(filter: EntryFilter, onRemoved?: OnRemoved): Promise<RemovedEntry[]> {
    const named = this.named(filter).map(({ facts: { key, id } }) => ({ key, id }));
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
    for (const { facts } of this.named({ tenant })) {
      const { namespace } = facts;
      counts.set(namespace, (counts.get(namespace) ?? 0) + 1);
    }
    return Object.fromEntries(counts);
  }

  override size(): number {
    return this.kept.size;
  }

  override bytes(): number {
    return this.kept.calculatedSize;
  }

  override embeddings(): EntryTotals {
    return this.embedded;
  }

  async ping(): Promise<void> {}
  async close(): Promise<void> {
    this.kept.clear();
  }

  private countEmbedding({ embeddingBytes }: Kept, change: 1 | -1): void {
    if (embeddingBytes === 0) return;
    const { entries, bytes } = this.embedded;
    this.embedded = { entries: entries + change, bytes: bytes + change * embeddingBytes };
  }

  private live(key: CacheKey): Kept | undefined {
    const kept = this.kept.peek(key);
    return kept && kept.facts.keepUntil > this.clock.now() ? kept : undefined;
  }

  private named(filter: EntryFilter): Kept[] {
    const now = this.clock.now();
    return [...this.kept.values()].filter(({ facts }) => facts.keepUntil > now && matches(facts, filter));
  }

  private isFullWith(size: number): boolean {
    const { entries, bytes } = this.bounds;
    return this.kept.size === entries || this.kept.calculatedSize + size > bytes;
  }
}
