import type { CacheKey, EntryId } from '@app/core';
import {
  VectorIndex,
  type Candidate,
  type VectorPoint,
  type VectorQuery,
} from '../../ports/vector-index.port.js';
import { Sweeper } from '../sweeper.js';
import { checkDimension } from '../vectors/vector-index.options.js';
import type { VectorIndexOptions } from '../vectors/vector-index.options.js';
import { VectorMemory } from '../vectors/vector-memory.js';

/** Vectors in this process alone: gone when it ends. Beyond the cap the oldest goes. */
export class MemoryVectorIndex extends VectorIndex {
  private readonly vectors: VectorMemory;
  private readonly sweeper: Sweeper;

  constructor(private readonly options: VectorIndexOptions) {
    super();
    const vectors = new VectorMemory(options.space.dimension, options.search);
    this.vectors = vectors;
    this.sweeper = new Sweeper('vectors', () => vectors.sweep(options.clock.now()), options.signals);
  }

  async add(point: VectorPoint): Promise<void> {
    checkDimension(point.vector, this.options.space);
    this.vectors.put(point);
    if (this.vectors.size > this.options.capacity) this.vectors.dropOldest();
  }

  async nearest(query: VectorQuery): Promise<Candidate[]> {
    checkDimension(query.vector, this.options.space);
    return this.vectors.nearest(query);
  }

  async remove(points: readonly { readonly key: CacheKey; readonly entryId: EntryId }[]): Promise<void> {
    await this.vectors.removeAll(points);
  }

  override size(): number {
    return this.vectors.size;
  }

  async ping(): Promise<void> {}

  async close(): Promise<void> {
    await this.sweeper.stop();
    this.vectors.clear();
  }
}
