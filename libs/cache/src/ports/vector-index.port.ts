import type { CacheKey, EntryId, Epochs, Scope } from '@app/core';
import { Store } from './store.port.js';

/** A vector and where it leads. */
export interface VectorPoint {
  readonly key: CacheKey;
  readonly entryId: EntryId;
  readonly tenant: string;
  readonly scope: Scope;
  readonly epochs: Epochs;
  /** Epoch milliseconds; the point is not found after it. */
  readonly keepUntil: number;
  /** Unit length, of the dimension the index was made for. */
  readonly vector: Float32Array;
}

export interface VectorQuery {
  readonly tenant: string;
  readonly scope: Scope;
  readonly epochs: Epochs;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly vector: Float32Array;
  readonly limit: number;
}

/** An entry whose question is near in meaning; not yet judged. */
export interface Candidate {
  readonly key: CacheKey;
  readonly entryId: EntryId;
  /** Cosine similarity, cut to 0..1. */
  readonly similarity: number;
}

/**
 * Points from vectors to entries; never the truth about them. One point per key: a new one replaces the old.
 * Made for one embedding space: vectors of other spaces are never found.
 */
export abstract class VectorIndex extends Store {
  /** When the promise resolves the next search, by any process on the index, finds it. */
  abstract add(point: VectorPoint): Promise<void>;
  /** Candidates of this tenant, scope and epochs, best first, at most `limit`. */
  abstract nearest(query: VectorQuery): Promise<Candidate[]>;
  /** Forgets points, each only if it still leads to that entry id. */
  abstract remove(points: readonly { readonly key: CacheKey; readonly entryId: EntryId }[]): Promise<void>;
}
