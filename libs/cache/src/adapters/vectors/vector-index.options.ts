import type { Clock, Signals } from '@app/core';
import type { EmbeddingSpace } from '@app/embedding';
import type { ExactSearch } from './exact-search.js';

/** What an index that scans memory is made of. */
export interface VectorIndexOptions {
  readonly space: EmbeddingSpace;
  /** How many vectors it keeps: the oldest go first. */
  readonly capacity: number;
  readonly clock: Clock;
  readonly signals: Signals;
  readonly search: ExactSearch;
}

/** @throws Error when a vector does not belong into the space. */
export function checkDimension(vector: Float32Array, { model, dimension }: EmbeddingSpace): void {
  if (vector.length === dimension) return;
  throw new Error(
    `A vector has ${vector.length} numbers; this index holds vectors of ${model} with ${dimension}.`,
  );
}
