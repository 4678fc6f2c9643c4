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
