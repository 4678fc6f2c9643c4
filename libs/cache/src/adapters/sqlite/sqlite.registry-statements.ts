import type { StatementSyncInstance } from '@photostructure/sqlite';
import type { PurgeFact, PurgeProgress } from '../../ports/purge-log.port.js';
import type { SqliteDatabase } from './sqlite.database.js';
import { SELECT_STATE } from './sqlite.registry-state.js';

export type RegistryStatements = Readonly<Record<keyof typeof SQL | 'state', StatementSyncInstance>>;

const PURGE = 'number, at, asked_by, named, found, is_done';

const SQL = {
  createTenant: 'INSERT OR IGNORE INTO registry_tenant VALUES (?1, ?2, ?2, 0, 0, ?2, ?2)',
  createNamespace: `INSERT OR IGNORE INTO registry_namespace
    SELECT tenant, ?2, 0, 0, born FROM registry_tenant WHERE tenant = ?1`,
  raiseSeq: 'UPDATE registry_tenant SET seq = max(?2, seq + 1) WHERE tenant = ?1 RETURNING seq AS number',
  raiseOrder: `UPDATE registry_tenant SET call_order = max(?2, call_order + 1) WHERE tenant = ?1
    RETURNING call_order AS number`,
  raiseTenant: 'UPDATE registry_tenant SET epoch = max(epoch, ?2) WHERE tenant = ?1',
  raiseNamespace: 'UPDATE registry_namespace SET epoch = max(epoch, ?3) WHERE tenant = ?1 AND namespace = ?2',
  raiseFloor: 'UPDATE registry_tenant SET floor = max(floor, ?2) WHERE tenant = ?1',
  restore: `UPDATE registry_tenant SET epoch = max(epoch, ?2), seq = max(seq, ?3), floor = max(floor, ?4),
    call_order = max(call_order, ?7), revision = max(revision, ?5) + (?6 OR epoch < ?2 OR seq < ?3 OR floor < ?4) WHERE tenant = ?1`,
  insertPurge: 'INSERT OR IGNORE INTO purge (tenant, number, at, asked_by, named) VALUES (?, ?, ?, ?, ?)',
  purgesAfter: `SELECT ${PURGE} FROM purge WHERE tenant = ? AND number > ? ORDER BY number LIMIT ?`,
  findPurge: `SELECT ${PURGE} FROM purge WHERE tenant = ? AND number = ?`,
  /** The newest of those that are one too many. */
  surplus: 'SELECT number FROM purge WHERE tenant = ? ORDER BY number DESC LIMIT 1 OFFSET ?',
  newestBelow: 'SELECT max(number) AS number FROM purge WHERE tenant = ? AND number < ?',
  deletePurges: 'DELETE FROM purge WHERE tenant = ? AND number < ?',
  forgetNamespaces: `UPDATE registry_namespace SET epoch = 0 WHERE tenant = ? AND epoch < ?`,
  noteProgress:
    'UPDATE purge SET found = found + ?3, is_done = max(is_done, ?4) WHERE tenant = ?1 AND number = ?2',
  unfinished: 'SELECT tenant, number, at FROM purge WHERE is_done = 0 AND at > ? ORDER BY at LIMIT 100',
  setVersion: 'INSERT OR REPLACE INTO source VALUES (?, ?, ?, ?)',
  getVersion: 'SELECT version FROM source WHERE tenant = ? AND namespace = ? AND id = ?',
  raiseSources: `UPDATE registry_namespace SET sources_seq = max(?3, sources_seq + 1)
    WHERE tenant = ?1 AND namespace = ?2`,
  restoreSources: `UPDATE registry_namespace SET sources_seq = max(?3, sources_seq), sources_born = max(?4, sources_born + 1)
    WHERE tenant = ?1 AND namespace = ?2`,
} as const;

export function prepareRegistryStatements(database: SqliteDatabase): RegistryStatements {
  const prepared = Object.entries(SQL).map(([name, sql]) => [name, database.prepare(sql)] as const);
  return {
    ...(Object.fromEntries(prepared) as Record<keyof typeof SQL, StatementSyncInstance>),
    state: database.prepareUnnamed(SELECT_STATE),
  };
}

/** Makes the numbers of a tenant that isn't known. */
export function ensureTenant({ createTenant }: RegistryStatements, tenant: string, now: number): void {
  createTenant.run(tenant, now);
}

export interface PurgeRow {
  readonly number: number;
  readonly at: number;
  readonly asked_by: string;
  readonly named: string;
  readonly found: number;
  readonly is_done: number;
}

export function purgeOf({ number, at, asked_by, named }: PurgeRow): PurgeFact {
  return { number, at, by: asked_by, named: JSON.parse(named) as PurgeFact['named'] };
}

export function progressOf({ found, is_done: isDone }: PurgeRow): PurgeProgress {
  return { found, isDone: isDone === 1 };
}
