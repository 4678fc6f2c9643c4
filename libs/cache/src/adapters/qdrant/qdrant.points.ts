import type { Schemas } from '@qdrant/js-client-rest';
import type { CacheKey, EntryId } from '@app/core';
import type { Candidate, VectorPoint, VectorQuery } from '../../ports/vector-index.port.js';

/** A point as a search gives it back. */
export interface ScoredPoint {
  readonly score: number;
  readonly payload: { readonly key: CacheKey; readonly entry_id: EntryId };
}

/** The id of a key's point: the first half of the key, which is a SHA-256 in hex, written as a UUID. */
export function pointId(key: CacheKey): string {
  const variant = ((parseInt(key.charAt(16), 16) & 0b11) | 0b1000).toString(16);
  const groups = [key.slice(0, 8), key.slice(8, 12), `5${key.slice(13, 16)}`];
  return [...groups, variant + key.slice(17, 20), key.slice(20, 32)].join('-');
}

export function pointOf({ key, entryId, epochs, ...point }: VectorPoint): Schemas['PointStruct'] {
  const { tenant, scope, keepUntil, vector } = point;
  return {
    id: pointId(key),
    vector: Array.from(vector),
    payload: {
      ...{ tenant, scope, key, entry_id: entryId },
      epoch_tenant: epochs.tenant,
      epoch_namespace: epochs.namespace,
      expires_at: keepUntil,
    },
  };
}

export function searchOf({
  tenant,
  scope,
  epochs,
  now,
  vector,
  limit,
}: VectorQuery): Schemas['QueryRequest'] {
  return {
    query: Array.from(vector),
    filter: {
      must: [
        equals('tenant', tenant),
        equals('scope', scope),
        equals('epoch_tenant', epochs.tenant),
        equals('epoch_namespace', epochs.namespace),
        { key: 'expires_at', range: { gt: now } },
      ],
    },
    limit,
    with_payload: ['key', 'entry_id'],
    with_vector: false,
  };
}

/** A search that reaches every shard and finds nothing, because no point has an empty tenant. */
export function findsNothing(dimension: number): Schemas['QueryRequest'] {
  const query = Array.from({ length: dimension }, (_, at) => (at === 0 ? 1 : 0));
  return { query, filter: { must: [equals('tenant', '')] }, limit: 1, with_payload: false };
}

export function candidateOf({ score, payload }: ScoredPoint): Candidate {
  return { key: payload.key, entryId: payload.entry_id, similarity: Math.min(1, Math.max(0, score)) };
}

/** Selects the point of a key only if it leads to this entry; a newer answer may have replaced it. */
export function leadingTo({ key, entryId }: { key: CacheKey; entryId: EntryId }): Schemas['Filter'] {
  return { must: [{ has_id: [pointId(key)] }, equals('entry_id', entryId)] };
}

export function expiredBy(now: number): Schemas['Filter'] {
  return { must: [{ key: 'expires_at', range: { lte: now } }] };
}

function equals(key: string, value: string | number): Schemas['FieldCondition'] {
  return { key, match: { value } };
}
