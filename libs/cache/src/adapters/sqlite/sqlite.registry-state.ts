import type { RegistryState } from '../../ports/source-registry.port.js';

/** The tenant's row and the namespace's, if there is one: one step of one statement, on every request's path. */
export const SELECT_STATE = `SELECT whole.epoch, whole.seq, whole.floor, whole.revision, whole.born,
    part.epoch, part.sources_seq, part.sources_born
  FROM registry_tenant whole
  LEFT JOIN registry_namespace part ON part.tenant = whole.tenant AND part.namespace = ?2
  WHERE whole.tenant = ?1`;

/** In the order of the columns. */
export type StateRow = readonly [
  tenantEpoch: number,
  seq: number,
  floor: number,
  revision: number,
  born: number,
  epoch: number | null,
  sourcesSeq: number | null,
  sourcesBorn: number | null,
];

export function stateOf(row: StateRow): RegistryState {
  const [tenantEpoch, seq, floor, revision, born, epoch, sourcesSeq, sourcesBorn] = row;
  return {
    epochs: { tenant: tenantEpoch, namespace: epoch ?? 0 },
    purges: { seq, floor, revision },
    born,
    sourcesSeq: sourcesSeq ?? 0,
    sourcesBorn: sourcesBorn ?? born,
  };
}
