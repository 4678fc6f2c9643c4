import type { RegistryState } from '../../ports/source-registry.port.js';

/** The tenant's own row and the namespace's, side by side: one step of one statement, on every request's path. */
export const SELECT_STATE = `SELECT whole.epoch AS tenant_epoch, whole.purge_seq AS tenant_purge_seq,
    part.epoch, part.purge_seq, part.sources_seq, part.born
  FROM epoch whole JOIN epoch part ON part.tenant = whole.tenant
  WHERE whole.tenant = ? AND whole.namespace = '' AND part.namespace = ?`;

export interface StateRow {
  readonly tenant_epoch: number;
  readonly tenant_purge_seq: number;
  readonly epoch: number;
  readonly purge_seq: number;
  readonly sources_seq: number;
  readonly born: number;
}

export function stateOf(row: StateRow): RegistryState {
  return {
    epochs: { tenant: row.tenant_epoch, namespace: row.epoch },
    purgeSeq: { tenant: row.tenant_purge_seq, namespace: row.purge_seq },
    sourcesSeq: row.sources_seq,
    sourcesBorn: row.born,
  };
}
