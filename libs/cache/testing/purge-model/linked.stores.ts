import type { CacheKey, CanonicalKey, EntryId, EntryRecord, Source } from '@app/core';
import {
  EntryStore,
  type EntryFilter,
  type Found,
  type HitCount,
  type OnRemoved,
  type RemovedEntry,
} from '../../src/ports/entry-store.port.js';
import {
  PurgeLog,
  type PurgeChange,
  type PurgeFact,
  type PurgeFilter,
  type PurgeKnowledge,
  type PurgeProgress,
} from '../../src/ports/purge-log.port.js';
import {
  SourceRegistry,
  type NamespaceRef,
  type RegistryState,
} from '../../src/ports/source-registry.port.js';
import type { Link } from './link.js';

export interface LinkedOptions {
  /** Hears of every entry that is sent to the store. */
  onSave(record: EntryRecord): void;
  /** House-keeping finds nothing, as where all listings are lost: only the look at the purges keeps what they named from being served. */
  readonly isForgetful: boolean;
}

/** An entry store as one replica reaches it. */
export class LinkedEntryStore extends EntryStore {
  constructor(
    private readonly link: Link,
    private readonly inner: EntryStore,
    private readonly options: LinkedOptions,
  ) {
    super();
  }

  find(key: CacheKey, canonicalKey?: CanonicalKey): Promise<Found> {
    return this.link.call(() => this.inner.find(key, canonicalKey));
  }

  findById(tenant: string, id: EntryId): Promise<{ body: string; hits: number } | undefined> {
    return this.link.call(() => this.inner.findById(tenant, id));
  }

  ownerOf(id: EntryId): Promise<string | undefined> {
    return this.link.call(() => this.inner.ownerOf(id));
  }

  save(record: EntryRecord): Promise<boolean> {
    this.options.onSave(record);
    return this.link.send(() => this.inner.save(record));
  }

  async remove(filter: EntryFilter, onRemoved?: OnRemoved): Promise<RemovedEntry[]> {
    if (this.options.isForgetful && !filter.key) return [];
    return this.link.call(() => this.inner.remove(filter, onRemoved));
  }

  recordHits(counts: readonly HitCount[]): Promise<void> {
    return this.link.call(() => this.inner.recordHits(counts));
  }

  countByNamespace(tenant: string): Promise<Record<string, number>> {
    return this.link.call(() => this.inner.countByNamespace(tenant));
  }

  async ping(): Promise<void> {}

  async close(): Promise<void> {}
}

/** The registry that serves now, and the name of its servers. */
export interface RegistryBackend {
  current(): SourceRegistry;
  incarnation(): Promise<string>;
  confirmed(): Promise<string | undefined>;
  confirm(incarnation: string): Promise<void>;
  answerRoll(process: string, servers: string | undefined): Promise<ReadonlyMap<string, string>>;
}

/** A registry on servers that may change, as one replica reaches it. */
export class LinkedRegistry extends SourceRegistry {
  readonly purges: PurgeLog;

  constructor(
    private readonly link: Link,
    private readonly backend: RegistryBackend,
  ) {
    super();
    this.purges = new LinkedPurgeLog(link, () => backend.current().purges);
  }

  read(ref: NamespaceRef): Promise<RegistryState> {
    return this.call((registry) => registry.read(ref));
  }

  order(tenant: string): Promise<number> {
    return this.call((registry) => registry.order(tenant));
  }

  announce(ref: NamespaceRef, sources: readonly Required<Source>[]): Promise<void> {
    return this.call((registry) => registry.announce(ref, sources));
  }

  versions(ref: NamespaceRef, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.call((registry) => registry.versions(ref, ids));
  }

  restoreSources(ref: NamespaceRef, seq: number): Promise<void> {
    return this.call((registry) => registry.restoreSources(ref, seq));
  }

  override incarnation(): Promise<string> {
    return this.link.call(() => this.backend.incarnation());
  }

  override confirmed(): Promise<string | undefined> {
    return this.link.call(() => this.backend.confirmed());
  }

  override confirm(incarnation: string): Promise<void> {
    return this.link.call(() => this.backend.confirm(incarnation));
  }

  override answerRoll(process: string, servers: string | undefined): Promise<ReadonlyMap<string, string>> {
    return this.link.call(() => this.backend.answerRoll(process, servers));
  }

  override onDoubt(listener: () => void): void {
    this.link.onBreak(listener);
  }

  async ping(): Promise<void> {}

  async close(): Promise<void> {}

  private call<Result>(call: (registry: SourceRegistry) => Promise<Result>): Promise<Result> {
    return this.link.call(() => call(this.backend.current()));
  }
}

class LinkedPurgeLog extends PurgeLog {
  constructor(
    private readonly link: Link,
    private readonly inner: () => PurgeLog,
  ) {
    super();
  }

  add(tenant: string, by: string, named: PurgeFilter): Promise<PurgeFact> {
    return this.link.call(() => this.inner().add(tenant, by, named));
  }

  after(tenant: string, number: number, limit: number): Promise<PurgeFact[]> {
    return this.link.call(() => this.inner().after(tenant, number, limit));
  }

  find(tenant: string, number: number): Promise<(PurgeFact & PurgeProgress) | undefined> {
    return this.link.call(() => this.inner().find(tenant, number));
  }

  noteProgress(tenant: string, number: number, progress: PurgeProgress): Promise<void> {
    return this.link.call(() => this.inner().noteProgress(tenant, number, progress));
  }

  unfinished(): Promise<readonly PurgeChange[]> {
    return this.link.call(() => this.inner().unfinished());
  }

  trim(tenant: string, below: number): Promise<void> {
    return this.link.call(() => this.inner().trim(tenant, below));
  }

  restore(tenant: string, knowledge: PurgeKnowledge): Promise<void> {
    return this.link.call(() => this.inner().restore(tenant, knowledge));
  }

  override changesSince(at: number): Promise<readonly PurgeChange[]> {
    return this.link.call(() => this.inner().changesSince(at));
  }
}
