import type { CacheEnv } from '../../cache.env.js';
import type { QdrantConnection } from './qdrant.connection.js';

/** How a collection is spread over the nodes of a cluster, in the server's words. */
export interface QdrantLayout {
  readonly replication_factor: number;
  /** Unset: the server decides, one per node. */
  readonly shard_number?: number;
  readonly write_consistency_factor: number;
}

/** What `GET /cluster` says, as far as it is read. */
interface ClusterStatus {
  readonly peers?: Readonly<Record<string, unknown>>;
}

/** On a cluster two copies outlive the loss of any one node. */
const COPIES_ON_CLUSTER = 2;
/**
 * A write is done when one copy has it. More would make writes fail while a node is away, and guard nothing: an index is never the
 * truth about an entry. For the same reason searches ask one copy, which is the server's default.
 */
const WRITTEN_COPIES = 1;

/** Says how a collection should be spread. */
export class QdrantLayoutPolicy {
  constructor(
    private readonly connection: QdrantConnection,
    private readonly environment: Pick<CacheEnv, 'QDRANT_REPLICATION' | 'QDRANT_SHARDS'>,
  ) {}

  async wished(): Promise<QdrantLayout> {
    const { QDRANT_REPLICATION, QDRANT_SHARDS } = this.environment;
    const copies = QDRANT_REPLICATION ?? ((await this.isCluster()) ? COPIES_ON_CLUSTER : 1);
    return {
      replication_factor: copies,
      ...(QDRANT_SHARDS === undefined ? {} : { shard_number: QDRANT_SHARDS }),
      write_consistency_factor: WRITTEN_COPIES,
    };
  }

  /** A key without the right to ask is no reason to stop: then several addresses speak for a cluster. */
  private async isCluster(): Promise<boolean> {
    try {
      const { peers = {} } = await this.connection.write<ClusterStatus>({ method: 'GET', path: '/cluster' });
      return Object.keys(peers).length > 1;
    } catch {
      return this.connection.isToSeveral;
    }
  }
}
