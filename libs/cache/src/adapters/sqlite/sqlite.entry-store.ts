import type { CacheKey, CanonicalKey, Clock, Signals, EntryId, EntryRecord } from '@app/core';
import {
  EntryStore,
  type EntryFilter,
  type Found,
  type HitCount,
  type OnRemoved,
  type RemovedEntry,
} from '../../ports/entry-store.port.js';
import { questionDigest } from '../question-digest.js';
import { bytesOf, type EntryBounds, type EntryTotals } from '../entry-bounds.js';
import { forSlices } from '../slices.js';
import type { SqliteDatabase } from './sqlite.database.js';
import { SqliteEntryCap } from './sqlite.entry-cap.js';
import { countLive } from './sqlite.entry-counts.js';
import { SqliteEntryRemoval } from './sqlite.entry-removal.js';
import { prepareEntryStatements, totalsOf, type EntryStatements } from './sqlite.entry-statements.js';
import { pingWritable } from './sqlite.write-probe.js';

type FoundRow = readonly [body: string | null, pointer: CacheKey | null];

/** Entries in a SQLite file that several processes may share. */
export class SqliteEntryStore extends EntryStore {
  private readonly statements: EntryStatements;
  private readonly cap: SqliteEntryCap;
  private readonly removal: SqliteEntryRemoval;
  private closed = false;

  constructor(
    private readonly database: SqliteDatabase,
    private readonly bounds: EntryBounds,
    private readonly clock: Clock,
    signals: Signals,
  ) {
    super();
    database.acquire();
    this.statements = prepareEntryStatements(database);
    const { evictions } = this;
    this.cap = new SqliteEntryCap(database, this.statements, { bounds, clock, signals, evictions });
    this.removal = new SqliteEntryRemoval(database, this.statements);
  }

  async find(key: CacheKey, canonicalKey?: CanonicalKey): Promise<Found> {
    const row: unknown = this.statements.find.get(key, canonicalKey ?? null, this.clock.now());
    const [body, pointer] = row as FoundRow;
    return { body: body ?? undefined, pointer: pointer ?? undefined };
  }

  async findById(tenant: string, id: EntryId): Promise<{ body: string; hits: number } | undefined> {
    return this.statements.byId.get(id, tenant, this.clock.now()) as
      { body: string; hits: number } | undefined;
  }

  async ownerOf(id: EntryId): Promise<string | undefined> {
    return (this.statements.owner.get(id) as { tenant: string } | undefined)?.tenant;
  }

  async save(record: EntryRecord): Promise<boolean> {
    const isSaved = await this.database.write(() => this.insert(record));
    if (isSaved) this.cap.afterSave();
    return isSaved;
  }

  override async saveAll(records: readonly EntryRecord[]): Promise<boolean[]> {
    const saved: boolean[] = [];
    await forSlices(
      records,
      (record) => saved.push(this.insert(record)),
      (slice) => this.database.write(slice),
    );
    if (saved.includes(true)) this.cap.afterSave();
    return saved;
  }

  remove(filter: EntryFilter, onRemoved?: OnRemoved): Promise<RemovedEntry[]> {
    return this.removal.remove(filter, onRemoved);
  }

  async recordHits(counts: readonly HitCount[]): Promise<void> {
    const { hit } = this.statements;
    await forSlices(
      counts,
      ({ key, hits, accessedAt }) => hit.run(hits, accessedAt, key),
      (slice) => this.database.write(slice),
    );
  }

  countByNamespace(tenant: string): Promise<Record<string, number>> {
    return countLive(this.statements, tenant, this.clock.now());
  }

  /** Expired entries count until they are swept. */
  override size(): number {
    return totalsOf(this.statements).entries;
  }

  override bytes(): number {
    return totalsOf(this.statements).bytes;
  }

  override embeddings(): EntryTotals {
    return this.statements.embeddingTotals.get() as EntryTotals;
  }

  async ping(): Promise<void> {
    this.statements.lastRow.get();
    await pingWritable(this.database);
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.cap.stop();
    await this.database.release();
  }

  /**
   * Whether it was taken in: nothing that was asked for later stood under its key. An entry that is larger than the store replaces the
   * former one by nothing.
   */
  private insert(record: EntryRecord): boolean {
    const { entry, canonicalKey, body } = record;
    const { key, id, tenant, namespace, model, question, writer, keepUntil, createdAt, tags } = entry;
    const bytes = bytesOf(record);
    const held = this.statements.orderOf.get(key, this.clock.now()) as { call_order: number } | undefined;
    if (held && held.call_order > entry.order) return false;
    this.statements.deleteByKey.run(key);
    if (bytes > this.bounds.bytes) return false;
    const place = [key, id, canonicalKey ?? null, tenant, namespace];
    const facts = [...place, model, questionDigest(question), writer, entry.payload.kind];
    const numbers = [entry.birth, entry.order, keepUntil, createdAt, bytes];
    const { lastInsertRowid } = this.statements.insert.run(...facts, ...numbers, body);
    tags.forEach((tag) => this.statements.insertTag.run(lastInsertRowid, tag, tenant));
    return true;
  }
}
