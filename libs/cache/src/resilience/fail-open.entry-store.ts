import type { CacheKey, CanonicalKey, EntryId, EntryRecord } from '@app/core';
import {
  EntryStore,
  type EntryFilter,
  type Found,
  type HitCount,
  type OnRemoved,
  type RemovedEntry,
} from '../ports/entry-store.port.js';
import type { Evictions } from '../ports/evictions.js';
import type { FailOpen } from './fail-open.js';
import type { RemoteServer } from './remote-server.js';

/** An entry store whose reads never fail a request: a failure is a miss. Writes and removals still tell the truth. */
export class FailOpenEntryStore extends EntryStore {
  override readonly server?: RemoteServer;
  override readonly evictions: Evictions;

  constructor(
    private readonly inner: EntryStore,
    private readonly failOpen: FailOpen,
  ) {
    super();
    this.server = inner.server;
    this.evictions = inner.evictions;
  }

  find(key: CacheKey, canonicalKey?: CanonicalKey): Promise<Found> {
    return this.failOpen.run('find', () => this.inner.find(key, canonicalKey), { failed: true });
  }

  findById(tenant: string, id: EntryId): Promise<{ body: string; hits: number } | undefined> {
    return this.failOpen.pass(() => this.inner.findById(tenant, id));
  }

  ownerOf(id: EntryId): Promise<string | undefined> {
    return this.failOpen.pass(() => this.inner.ownerOf(id));
  }

  save(record: EntryRecord): Promise<boolean> {
    return this.failOpen.pass(() => this.inner.save(record));
  }

  override saveAll(records: readonly EntryRecord[]): Promise<boolean[]> {
    return this.failOpen.pass(() => this.inner.saveAll(records));
  }

  remove(filter: EntryFilter, onRemoved?: OnRemoved): Promise<RemovedEntry[]> {
    return this.failOpen.pass(() => this.inner.remove(filter, onRemoved));
  }

  recordHits(counts: readonly HitCount[]): Promise<void> {
    return this.failOpen.pass(() => this.inner.recordHits(counts));
  }

  countByNamespace(tenant: string): Promise<Record<string, number>> {
    return this.failOpen.pass(() => this.inner.countByNamespace(tenant));
  }

  override size(): number | undefined {
    return this.inner.size();
  }

  override bytes(): number | undefined {
    return this.inner.bytes();
  }

  override embeddings(): ReturnType<EntryStore['embeddings']> {
    return this.inner.embeddings();
  }

  ping(): Promise<void> {
    return this.inner.ping();
  }

  close(): Promise<void> {
    return this.inner.close();
  }
}
