import type { CacheKey, Clock, EntryId, Signals } from '@app/core';
import type { EmbeddingSpace } from '@app/embedding';
import type { StoreSettings } from '../store-settings.js';
import {
  VectorIndex,
  type Candidate,
  type VectorPoint,
  type VectorQuery,
} from '../../ports/vector-index.port.js';
import { RemoteServer } from '../../resilience/remote-server.js';
import { checkDimension } from '../vectors/vector-index.options.js';
import { QdrantCollection } from './qdrant.collection.js';
import { QdrantConnection } from './qdrant.connection.js';
import { QdrantCollectionError } from './qdrant.errors.js';
import { QdrantLayoutPolicy } from './qdrant.layout.js';
import { candidateOf, leadingTo, pointOf, searchOf, type ScoredPoint } from './qdrant.points.js';
import { QdrantSweeper } from './qdrant.sweeper.js';
import { QdrantSweepTurn } from './qdrant.sweep-turn.js';

/** How many points one call removes: all of them within the time of one write. */
const SLICE = 50;

export interface QdrantIndexParts {
  readonly environment: StoreSettings;
  readonly space: EmbeddingSpace;
  readonly clock: Clock;
  readonly signals: Signals;
}

/** Vectors on a Qdrant, one server or a cluster, that other replicas share. How many there may be is the server's memory to say. */
export class QdrantVectorIndex extends VectorIndex {
  override readonly server: RemoteServer;
  private readonly connection: QdrantConnection;
  private readonly collection: QdrantCollection;
  private readonly sweeper: QdrantSweeper;
  private readonly space: EmbeddingSpace;

  private constructor({ environment, space, clock, signals }: QdrantIndexParts) {
    super();
    this.space = space;
    const connection = (this.connection = new QdrantConnection(environment));
    const layout = new QdrantLayoutPolicy(connection, environment);
    const parts = { connection, layout, space };
    const collection = (this.collection = new QdrantCollection(parts, environment.KEY_PREFIX));
    // A server that comes back may have lost everything: it is up when the collection is as it has to be.
    const server = (this.server = new RemoteServer('qdrant', () => collection.prepare(), signals));
    const turn = new QdrantSweepTurn(connection, collection.path, space);
    this.sweeper = new QdrantSweeper({
      ...{ connection, collection: collection.path, turn, server, clock, signals },
    });
  }

  /**
   * An absent server is no reason not to start: the pings go on trying, and a silent one delays the start by a second at most.
   * @throws QdrantCollectionError when the collection belongs to somebody else.
   */
  static async open(parts: QdrantIndexParts): Promise<QdrantVectorIndex> {
    const index = new QdrantVectorIndex(parts);
    try {
      await index.start();
    } catch (error) {
      await index.close();
      throw error;
    }
    return index;
  }

  async add(point: VectorPoint): Promise<void> {
    checkDimension(point.vector, this.space);
    const path = `${this.collection.path}/points?wait=true`;
    await this.connection.write({ method: 'PUT', path, body: { points: [pointOf(point)] } });
  }

  async nearest(query: VectorQuery): Promise<Candidate[]> {
    checkDimension(query.vector, this.space);
    const path = `${this.collection.path}/points/query`;
    const body = searchOf(query);
    const { points } = await this.connection.search<{ points: ScoredPoint[] }>({
      method: 'POST',
      path,
      body,
    });
    return points.map(candidateOf);
  }

  async remove(points: readonly { readonly key: CacheKey; readonly entryId: EntryId }[]): Promise<void> {
    for (let at = 0; at < points.length; at += SLICE) {
      const slice = points.slice(at, at + SLICE);
      const operations = slice.map((point) => ({ delete: { filter: leadingTo(point) } }));
      const path = `${this.collection.path}/points/batch?wait=true`;
      await this.connection.write({ method: 'POST', path, body: { operations } });
    }
  }

  /** Frees the room of expired points if it is this replica's turn, which it tells. Happens by itself once a minute. */
  sweep(): Promise<boolean> {
    return this.sweeper.sweep();
  }

  ping(): Promise<void> {
    return this.collection.check();
  }

  async close(): Promise<void> {
    this.server.close();
    this.sweeper.close();
    await this.connection.close();
  }

  private async start(): Promise<void> {
    try {
      await this.collection.prepare();
    } catch (error) {
      if (error instanceof QdrantCollectionError) throw error;
      this.server.lost(error);
    }
    this.sweeper.start();
  }
}
