import type { CacheKey, EntryId, Scope } from '@app/core';
import type { StatementSyncInstance } from '@photostructure/sqlite';
import type { VectorPoint } from '../../ports/vector-index.port.js';
import type { SqliteDatabase } from './sqlite.database.js';

export interface VectorStatements {
  readonly after: StatementSyncInstance;
  readonly goneAfter: StatementSyncInstance;
  readonly firstGone: StatementSyncInstance;
  readonly lastGone: StatementSyncInstance;
  readonly noteGone: StatementSyncInstance;
  readonly delete: StatementSyncInstance;
  readonly insertScope: StatementSyncInstance;
  readonly scopeId: StatementSyncInstance;
  readonly insert: StatementSyncInstance;
  readonly expired: StatementSyncInstance;
  readonly oldest: StatementSyncInstance;
  readonly forgetGone: StatementSyncInstance;
  readonly dataVersion: StatementSyncInstance;
}

const POINT = `vector.id AS row, vector.key, vector.entry_id, scope.tenant, scope.scope, vector.epoch_tenant,
  vector.epoch_namespace, vector.keep_until, vector.vector
  FROM vector INDEXED BY vector_by_space CROSS JOIN scope ON scope.id = vector.scope`;

export function prepareVectorStatements(database: SqliteDatabase): VectorStatements {
  const prepare = (sql: string) => database.prepare(sql);
  return {
    after: prepare(`SELECT ${POINT} WHERE vector.space = ? AND vector.id > ? ORDER BY vector.id LIMIT ?`),
    ...prepareNotes(database),
    noteGone: prepare(`INSERT INTO vector_gone (space, key, entry_id, gone_at)
      SELECT space, key, entry_id, ?1 FROM vector WHERE space = ?2 AND key = ?3 AND entry_id = coalesce(?4, entry_id)`),
    delete: prepare('DELETE FROM vector WHERE space = ?1 AND key = ?2 AND entry_id = coalesce(?3, entry_id)'),
    insertScope: prepare('INSERT OR IGNORE INTO scope (tenant, scope) VALUES (?, ?)'),
    scopeId: prepare('SELECT id FROM scope WHERE tenant = ? AND scope = ?'),
    insert:
      prepare(`INSERT INTO vector (space, key, entry_id, scope, epoch_tenant, epoch_namespace, keep_until, vector)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)`),
    expired: prepare(`SELECT space, key, entry_id FROM vector INDEXED BY vector_by_expiry
      WHERE keep_until <= ? ORDER BY keep_until LIMIT ?`),
    oldest: prepare(`SELECT space, key, entry_id FROM vector INDEXED BY vector_by_space
      WHERE space = ? ORDER BY id LIMIT ?`),
    dataVersion: prepare('PRAGMA data_version'),
  };
}

/** Notes of removals, by which other processes follow. */
function prepareNotes(database: SqliteDatabase) {
  const prepare = (sql: string) => database.prepare(sql);
  return {
    goneAfter: prepare(
      'SELECT id, space, key, entry_id FROM vector_gone NOT INDEXED WHERE id > ? ORDER BY id LIMIT ?',
    ),
    firstGone: prepare('SELECT min(id) AS id FROM vector_gone'),
    lastGone: prepare("SELECT seq AS id FROM sqlite_sequence WHERE name = 'vector_gone'"),
    // Notes lie in the order of their times: only the first few need be looked at.
    forgetGone: prepare(`DELETE FROM vector_gone
      WHERE id IN (SELECT id FROM vector_gone ORDER BY id LIMIT ?) AND gone_at < ? RETURNING id`),
  };
}

/** A vector that is gone, from whatever space. */
export interface GoneRow {
  readonly id: number;
  readonly space: string;
  readonly key: CacheKey;
  readonly entry_id: EntryId;
}

export interface PointRow {
  readonly row: number;
  readonly key: CacheKey;
  readonly entry_id: EntryId;
  readonly tenant: string;
  readonly scope: Scope;
  readonly epoch_tenant: number;
  readonly epoch_namespace: number;
  readonly keep_until: number;
  readonly vector: Uint8Array;
}

export function toPoint(row: PointRow): VectorPoint {
  const { key, entry_id: entryId, tenant, scope, keep_until: keepUntil } = row;
  const epochs = { tenant: row.epoch_tenant, namespace: row.epoch_namespace };
  return { key, entryId, tenant, scope, epochs, keepUntil, vector: toVector(row.vector) };
}

export function toBlob(vector: Float32Array): Uint8Array {
  return new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
}

/** A copy: the bytes of a row need not lie where floats may. */
function toVector(bytes: Uint8Array): Float32Array {
  return new Float32Array(Uint8Array.from(bytes).buffer);
}
