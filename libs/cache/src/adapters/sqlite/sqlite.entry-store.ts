import type { CacheKey, CanonicalKey, Clock, EntryId, EntryRecord } from '@app/core';
import {
  EntryStore,
  type EntryFilter,
  type Found,
  type HitCount,
  type RemovedEntry,
} from '../../ports/entry-store.port.js';
import { questionDigest } from '../question-digest.js';
import type { EntryBounds } from '../entry-bounds.js';
import { bytesOf } from '../entry-bytes.js';
import { forSlices } from '../slices.js';
import type { SqliteDatabase } from './sqlite.database.js';
import { SqliteEntryCap } from './sqlite.entry-cap.js';
import { countLive } from './sqlite.entry-counts.js';
import { SqliteEntryRemoval } from './sqlite.entry-removal.js';
import { prepareEntryStatements, totalsOf, type EntryStatements } from './sqlite.entry-statements.js';

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
  ) {
    super();
    database.acquire();
    this.statements = prepareEntryStatements(database);
    this.cap = new SqliteEntryCap(database, this.statements, { bounds, clock, evictions: this.evictions });
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

  async save(record: EntryRecord): Promise<void> {
    await this.database.write(() => this.insert(record));
    this.cap.afterSave();
  }

  remove(filter: EntryFilter): Promise<RemovedEntry[]> {
    return this.removal.remove(filter);
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

  async ping(): Promise<void> {
    this.statements.lastRow.get();
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.cap.stop();
    await this.database.release();
  }

  /** An entry that is larger than the store replaces the former one by nothing. */
  private insert(record: EntryRecord): void {
    const { entry, canonicalKey, body } = record;
    const { key, id, tenant, namespace, model, question, writer, keepUntil, createdAt, tags } = entry;
    const bytes = bytesOf(record);
    this.statements.deleteByKey.run(key);
    if (bytes > this.bounds.bytes) return;
    const facts = [key, id, canonicalKey ?? null, tenant, namespace, model, questionDigest(question), writer];
    const { lastInsertRowid } = this.statements.insert.run(...facts, keepUntil, createdAt, bytes, body);
    tags.forEach((tag) => this.statements.insertTag.run(lastInsertRowid, tag, tenant));
  }
}
