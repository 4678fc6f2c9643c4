import type { CacheKey, CanonicalKey, Clock, EntryId, EntryRecord } from '@app/core';
import {
  EntryStore,
  type EntryFilter,
  type Found,
  type HitCount,
  type OnRemoved,
  type RemovedEntry,
} from '../../ports/entry-store.port.js';
import { questionDigest } from '../question-digest.js';
import { forSlices, inSlices } from '../slices.js';
import type { SqliteDatabase } from './sqlite.database.js';
import { SqliteEntryCap } from './sqlite.entry-cap.js';
import {
  conditionOf,
  deleteNamed,
  prepareEntryStatements,
  SELECT_NAMED,
  type EntryStatements,
  type NamedRow,
} from './sqlite.entry-statements.js';
import { pingWritable } from './sqlite.write-probe.js';

type FoundRow = readonly [body: string | null, pointer: CacheKey | null];

/** Entries in a SQLite file that several processes may share. */
export class SqliteEntryStore extends EntryStore {
  private readonly statements: EntryStatements;
  private readonly cap: SqliteEntryCap;
  private closed = false;

  constructor(
    private readonly database: SqliteDatabase,
    capacity: number,
    private readonly clock: Clock,
  ) {
    super();
    database.acquire();
    this.statements = prepareEntryStatements(database);
    this.cap = new SqliteEntryCap(database, this.statements, { capacity, clock, evictions: this.evictions });
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

  async remove(filter: EntryFilter, onRemoved?: OnRemoved): Promise<RemovedEntry[]> {
    const { sql, values } = conditionOf(filter);
    const select = this.database.prepare(`${SELECT_NAMED} WHERE ${sql} AND id <= ? LIMIT ?`);
    const { id: last } = this.statements.lastRow.get() as { id: number };
    return inSlices(async (size) => {
      const removed = await this.database.write(() =>
        deleteNamed(this.statements, select.all(...values, last, size) as NamedRow[]),
      );
      await onRemoved?.(removed);
      return removed;
    });
  }

  async recordHits(counts: readonly HitCount[]): Promise<void> {
    await forSlices(counts, (slice) =>
      this.database.write(() =>
        slice.forEach(({ key, hits, accessedAt }) => this.statements.hit.run(hits, accessedAt, key)),
      ),
    );
  }

  async countByNamespace(tenant: string): Promise<Record<string, number>> {
    const rows = this.statements.countByNamespace.all(tenant, this.clock.now()) as {
      namespace: string;
      entries: number;
    }[];
    return Object.fromEntries(rows.map(({ namespace, entries }) => [namespace, entries]));
  }

  /** Expired entries count until they are swept. */
  override size(): number {
    return (this.statements.count.get() as { entries: number }).entries;
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

  /** Whether it was taken in: nothing that was asked for later stood under its key. */
  private insert({ entry, canonicalKey, body }: EntryRecord): boolean {
    const { key, id, tenant, namespace, model, question, writer, keepUntil, createdAt, tags } = entry;
    const held = this.statements.orderOf.get(key, this.clock.now()) as { call_order: number } | undefined;
    if (held && held.call_order > entry.order) return false;
    this.statements.deleteByKey.run(key);
    const facts = [key, id, canonicalKey ?? null, tenant, namespace, model, questionDigest(question), writer];
    const numbers = [entry.birth, entry.order, keepUntil, createdAt];
    const { lastInsertRowid } = this.statements.insert.run(...facts, ...numbers, body);
    tags.forEach((tag) => this.statements.insertTag.run(lastInsertRowid, tag));
    return true;
  }
}
