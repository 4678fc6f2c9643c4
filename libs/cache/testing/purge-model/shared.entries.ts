import type { CacheKey, Clock, EntryRecord } from '@app/core';
import { MemoryEntryStore } from '../../src/adapters/memory/memory.entry-store.js';
import { matches } from '../../src/pending/entry-match.js';
import type { EntryFilter, OnRemoved, RemovedEntry } from '../../src/ports/entry-store.port.js';

/** The entry store of all replicas. Listings may be lost: then the entry is there, and no removal finds it. */
export class SharedEntries extends MemoryEntryStore {
  private readonly saved = new Map<CacheKey, EntryRecord>();
  private readonly unlisted = new Set<EntryRecord>();

  constructor(clock: Clock) {
    super({ entries: 10_000, bytes: 2 ** 30 }, clock);
  }

  override async save(record: EntryRecord): Promise<boolean> {
    const isSaved = await super.save(record);
    if (isSaved) this.saved.set(record.entry.key, record);
    return isSaved;
  }

  override async remove(filter: EntryFilter, onRemoved?: OnRemoved): Promise<RemovedEntry[]> {
    const listed = [...this.saved.values()].filter((record) => !this.unlisted.has(record));
    const named = listed.filter(({ entry }) => matches(entry, filter));
    for (const { entry } of named) await this.evict(entry.key);
    const removed = named.map(({ entry: { key, id } }) => ({ key, id }));
    await onRemoved?.(removed);
    return removed;
  }

  keys(): CacheKey[] {
    return [...this.saved.keys()];
  }

  async evict(key: CacheKey): Promise<void> {
    const record = this.saved.get(key);
    this.saved.delete(key);
    if (record) await super.remove({ tenant: record.entry.tenant, key });
  }

  /** All that leads to the entries is evicted. */
  loseListings(): void {
    for (const record of this.saved.values()) this.unlisted.add(record);
  }
}
