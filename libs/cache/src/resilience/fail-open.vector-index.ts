import type { CacheKey, EntryId } from '@app/core';
import {
  VectorIndex,
  type Candidate,
  type VectorPoint,
  type VectorQuery,
} from '../ports/vector-index.port.js';
import type { FailOpen } from './fail-open.js';

/** A vector index whose searches never fail a request: a failure is no candidates. */
export class FailOpenVectorIndex extends VectorIndex {
  constructor(
    private readonly inner: VectorIndex,
    private readonly failOpen: FailOpen,
  ) {
    super();
  }

  add(point: VectorPoint): Promise<void> {
    return this.failOpen.pass(() => this.inner.add(point));
  }

  nearest(query: VectorQuery): Promise<Candidate[]> {
    return this.failOpen.run('nearest', () => this.inner.nearest(query), []);
  }

  remove(points: readonly { readonly key: CacheKey; readonly entryId: EntryId }[]): Promise<void> {
    return this.failOpen.pass(() => this.inner.remove(points));
  }

  ping(): Promise<void> {
    return this.inner.ping();
  }

  close(): Promise<void> {
    return this.inner.close();
  }
}
