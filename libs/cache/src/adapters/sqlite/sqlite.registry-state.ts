import type { RegistryState } from '../../ports/source-registry.port.js';

/** The tenant's own row and the namespace's, side by side: one step of one statement, on every request's path. */
export const SELECT_STATE = `SELECT whole.epoch, whole.purge_seq,
    part.epoch, part.purge_seq, part.sources_seq, part.born
  FROM epoch whole JOIN epoch part ON part.tenant = whole.tenant
  WHERE whole.tenant = ? AND whole.namespace = '' AND part.namespace = ?`;

/** In the order of the columns. */
export type StateRow = readonly [
  tenantEpoch: number,
  tenantPurgeSeq: number,
  epoch: number,
  purgeSeq: number,
  sourcesSeq: number,
  born: number,
];

export function stateOf(row: StateRow): RegistryState {
  const [tenantEpoch, tenantPurgeSeq, epoch, purgeSeq, sourcesSeq, sourcesBorn] = row;
  return {
    epochs: { tenant: tenantEpoch, namespace: epoch },
    purgeSeq: { tenant: tenantPurgeSeq, namespace: purgeSeq },
    sourcesSeq,
    sourcesBorn,
  };
}
