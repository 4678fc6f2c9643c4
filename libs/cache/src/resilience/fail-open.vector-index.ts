import type { CacheKey, EntryId } from '@app/core';
import {
  VectorIndex,
  type Candidate,
  type VectorPoint,
  type VectorQuery,
} from '../ports/vector-index.port.js';
import type { FailOpen } from './fail-open.js';
import type { RemoteServer } from './remote-server.js';

/** A vector index whose searches never fail a request: a failure is no candidates. */
export class FailOpenVectorIndex extends VectorIndex {
  override readonly server?: RemoteServer;

  constructor(
    private readonly inner: VectorIndex,
    private readonly failOpen: FailOpen,
  ) {
    super();
    this.server = inner.server;
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

  override size(): number | undefined {
    return this.inner.size();
  }

  ping(): Promise<void> {
    return this.inner.ping();
  }

  close(): Promise<void> {
    return this.inner.close();
  }
}
