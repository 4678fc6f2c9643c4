import type { CacheKey, EntryId } from '@app/core';
import type { StatementSyncInstance } from '@photostructure/sqlite';
import type { EntryFilter, RemovedEntry } from '../../ports/entry-store.port.js';
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
  readonly countByNamespace: StatementSyncInstance;
  readonly count: StatementSyncInstance;
  readonly lastRow: StatementSyncInstance;
  readonly expired: StatementSyncInstance;
  readonly leastRecentlyUsed: StatementSyncInstance;
}

/** Rows that are about to be deleted. */
export const SELECT_NAMED = 'SELECT id, key, entry_id FROM entry';

export interface NamedRow {
  readonly id: number;
  readonly key: CacheKey;
  readonly entry_id: EntryId;
}

export function prepareEntryStatements(database: SqliteDatabase): EntryStatements {
  const prepare = (sql: string) => database.prepare(sql);
  return {
    // One step for both: a call of the native module costs more than the look-up.
    find: database.prepareUnnamed(`SELECT (SELECT body FROM entry WHERE key = ?1 AND keep_until > ?3),
      (SELECT key FROM entry WHERE canonical_key = ?2 AND keep_until > ?3 ORDER BY id DESC LIMIT 1)`),
    byId: prepare('SELECT body, hits FROM entry WHERE entry_id = ? AND tenant = ? AND keep_until > ?'),
    owner: prepare('SELECT tenant FROM entry WHERE entry_id = ?'),
    orderOf: prepare('SELECT call_order FROM entry WHERE key = ? AND keep_until > ?'),
    deleteByKey: prepare('DELETE FROM entry WHERE key = ?'),
    deleteByRow: prepare('DELETE FROM entry WHERE id = ?'),
    insert:
      prepare(`INSERT INTO entry (key, entry_id, canonical_key, tenant, namespace, model, question, writer, birth,
      call_order, keep_until, accessed_at, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    insertTag: prepare('INSERT OR IGNORE INTO tag (entry, tag) VALUES (?, ?)'),
    hit: prepare('UPDATE entry SET hits = hits + ?, accessed_at = max(accessed_at, ?) WHERE key = ?'),
    countByNamespace: prepare(`SELECT namespace, count(*) AS entries FROM entry
      WHERE tenant = ? AND keep_until > ? GROUP BY namespace`),
    count: prepare('SELECT count(*) AS entries FROM entry'),
    lastRow: prepare('SELECT coalesce(max(id), 0) AS id FROM entry'),
    expired: prepare(`${SELECT_NAMED} WHERE keep_until <= ? LIMIT ?`),
    leastRecentlyUsed: prepare(`${SELECT_NAMED} ORDER BY accessed_at, id LIMIT ?`),
  };
}

export function deleteNamed({ deleteByRow }: EntryStatements, rows: readonly NamedRow[]): RemovedEntry[] {
  rows.forEach(({ id }) => deleteByRow.run(id));
  return rows.map(({ key, entry_id: id }) => ({ key, id }));
}

export interface Condition {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

const COLUMNS = {
  tenant: 'tenant',
  id: 'entry_id',
  key: 'key',
  namespace: 'namespace',
  model: 'model',
  question: 'question',
  writer: 'writer',
} as const;

/** A filter as a WHERE clause: members combine with AND, several tags with OR. */
export function conditionOf({ tags, bornBefore, ...facts }: EntryFilter): Condition {
  const given = Object.entries(facts).filter(
    (pair): pair is [keyof typeof COLUMNS, string] => pair[1] !== undefined,
  );
  const clauses = given.map(([name]) => `${COLUMNS[name]} = ?`);
  if (tags) clauses.push(`id IN (SELECT entry FROM tag WHERE tag IN (${tags.map(() => '?').join(', ')}))`);
  if (bornBefore !== undefined) clauses.push('birth < ?');
  const values = [
    ...given.map(([, value]) => value),
    ...(tags ?? []),
    ...(bornBefore === undefined ? [] : [bornBefore]),
  ];
  return { sql: clauses.join(' AND '), values };
}
