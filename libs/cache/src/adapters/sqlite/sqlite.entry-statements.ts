import type { CacheKey, EntryId } from '@app/core';
import type { StatementSyncInstance } from '@photostructure/sqlite';
import type { EntryTotals } from '../entry-bounds.js';
import type { SqliteDatabase } from './sqlite.database.js';

/** The statements of the entry store that have a fixed text. */
export interface EntryStatements {
  readonly find: StatementSyncInstance;
  readonly byId: StatementSyncInstance;
  readonly owner: StatementSyncInstance;
  readonly orderOf: StatementSyncInstance;
  readonly deleteByKey: StatementSyncInstance;
  readonly deleteByRow: StatementSyncInstance;
  readonly insert: StatementSyncInstance;
  readonly insertTag: StatementSyncInstance;
  readonly hit: StatementSyncInstance;
  readonly places: StatementSyncInstance;
  readonly expiredIn: StatementSyncInstance;
  readonly totals: StatementSyncInstance;
  readonly embeddingTotals: StatementSyncInstance;
  readonly lastRow: StatementSyncInstance;
  readonly expired: StatementSyncInstance;
  readonly leastRecentlyUsed: StatementSyncInstance;
}

/** A row that may be deleted. */
export interface NamedRow {
  readonly id: number;
  readonly key: CacheKey;
  readonly entry_id: EntryId;
}

export interface SizedRow extends NamedRow {
  readonly bytes: number;
}

export interface PlaceRow {
  readonly namespace: string;
  readonly entries: number;
}

/** Indexes are named where the planner has a choice. */
export function prepareEntryStatements(database: SqliteDatabase): EntryStatements {
  const prepare = (sql: string) => database.prepare(sql);
  return {
    // One step for both: a call of the native module costs more than the look-up.
    find: database.prepareUnnamed(`SELECT (SELECT body FROM entry WHERE key = ?1 AND keep_until > ?3),
      (SELECT key FROM entry INDEXED BY entry_by_canonical_key
        WHERE canonical_key = ?2 AND keep_until > ?3 ORDER BY call_order DESC, id DESC LIMIT 1)`),
    byId: prepare('SELECT body, hits FROM entry WHERE entry_id = ? AND tenant = ? AND keep_until > ?'),
    owner: prepare('SELECT tenant FROM entry WHERE entry_id = ?'),
    orderOf: prepare('SELECT call_order FROM entry WHERE key = ? AND keep_until > ?'),
    deleteByKey: prepare('DELETE FROM entry WHERE key = ?'),
    deleteByRow: prepare('DELETE FROM entry WHERE id = ?'),
    insert:
      prepare(`INSERT INTO entry (key, entry_id, canonical_key, tenant, namespace, model, question, writer, kind,
      birth, call_order, keep_until, accessed_at, bytes, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    insertTag: prepare('INSERT OR IGNORE INTO tag (entry, tag, tenant) VALUES (?, ?, ?)'),
    hit: prepare('UPDATE entry SET hits = hits + ?, accessed_at = max(accessed_at, ?) WHERE key = ?'),
    ...prepareSums(database),
    lastRow: prepare('SELECT coalesce(max(id), 0) AS id FROM entry NOT INDEXED'),
    expired: prepare(`SELECT id, key, entry_id, bytes FROM entry INDEXED BY entry_by_expiry
      WHERE keep_until <= ? ORDER BY keep_until LIMIT ?`),
    leastRecentlyUsed: prepare(`SELECT id, key, entry_id, bytes FROM entry INDEXED BY entry_by_access
      ORDER BY accessed_at, id LIMIT ?`),
  };
}

/** Sums are kept by trigger; expired rows are in them until they are swept. */
function prepareSums(database: SqliteDatabase) {
  return {
    places: database.prepare(
      'SELECT namespace, entries FROM place_total WHERE tenant = ? ORDER BY namespace',
    ),
    expiredIn: database.prepare(`SELECT id, keep_until FROM entry INDEXED BY entry_by_place
      WHERE tenant = ? AND namespace = ? AND (keep_until, id) > (?, ?) AND keep_until <= ? ORDER BY keep_until, id LIMIT ?`),
    totals: database.prepare('SELECT entries, bytes FROM entry_total WHERE only = 1'),
    embeddingTotals: database.prepare(
      'SELECT embeddings AS entries, embedding_bytes AS bytes FROM entry_total WHERE only = 1',
    ),
  };
}

export function totalsOf({ totals }: EntryStatements): EntryTotals {
  return totals.get() as EntryTotals;
}
