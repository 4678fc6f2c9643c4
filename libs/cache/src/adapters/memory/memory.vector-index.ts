import type { CacheKey, EntryId } from '@app/core';
import type { EmbeddingSpace } from '@app/embedding';
import {
  VectorIndex,
  type Candidate,
  type VectorPoint,
  type VectorQuery,
} from '../../ports/vector-index.port.js';
import { checkDimension } from '../vectors/dimension.js';
import type { ExactSearch } from '../vectors/exact-search.js';
import { loadExactSearch } from '../vectors/native-search.js';
import { VectorMemory } from '../vectors/vector-memory.js';

/** Vectors in this process alone: gone when it ends. Beyond the cap the oldest goes. */
export class MemoryVectorIndex extends VectorIndex {
  private constructor(
    private readonly space: EmbeddingSpace,
    private readonly capacity: number,
    private readonly vectors: VectorMemory,
  ) {
    super();
  }

  static async open(
    space: EmbeddingSpace,
    capacity: number,
    search?: ExactSearch,
  ): Promise<MemoryVectorIndex> {
    const vectors = new VectorMemory(space.dimension, search ?? (await loadExactSearch()));
    return new MemoryVectorIndex(space, capacity, vectors);
  }

  async add(point: VectorPoint): Promise<void> {
    checkDimension(point.vector, this.space);
    this.vectors.put(point);
    if (this.vectors.size > this.capacity) this.vectors.dropOldest();
  }

  async nearest(query: VectorQuery): Promise<Candidate[]> {
    checkDimension(query.vector, this.space);
    return this.vectors.nearest(query);
  }

  async remove(points: readonly { readonly key: CacheKey; readonly entryId: EntryId }[]): Promise<void> {
    points.forEach(({ key, entryId }) => this.vectors.remove(key, entryId));
  }

  async ping(): Promise<void> {}

  async close(): Promise<void> {
    this.vectors.clear();
  }
}
