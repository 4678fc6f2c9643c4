import type { StoreSettings } from '../store-settings.js';
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

/** How a collection should be spread, and what speaks against it. */
export interface WishedLayout {
  readonly layout: QdrantLayout;
  /** Sentences for the operator. */
  readonly doubts: readonly string[];
}

/** Says how a collection should be spread. */
export class QdrantLayoutPolicy {
  constructor(
    private readonly connection: QdrantConnection,
    private readonly environment: Pick<StoreSettings, 'QDRANT_REPLICATION' | 'QDRANT_SHARDS'>,
  ) {}

  async wished(): Promise<WishedLayout> {
    const { QDRANT_REPLICATION, QDRANT_SHARDS } = this.environment;
    const { addresses } = this.connection;
    const nodes = await this.nodes();
    // Where the server does not say, several addresses speak for a cluster.
    const copies = QDRANT_REPLICATION ?? ((nodes ?? addresses) > 1 ? COPIES_ON_CLUSTER : 1);
    const layout = {
      replication_factor: copies,
      ...(QDRANT_SHARDS === undefined ? {} : { shard_number: QDRANT_SHARDS }),
      write_consistency_factor: WRITTEN_COPIES,
    };
    return { layout, doubts: nodes === undefined ? [] : doubtsOf({ nodes, addresses, copies }) };
  }

  /** `undefined` = not known: a key may lack the right to ask. */
  private async nodes(): Promise<number | undefined> {
    try {
      const { peers = {} } = await this.connection.write<ClusterStatus>({ method: 'GET', path: '/cluster' });
      return Math.max(1, Object.keys(peers).length);
    } catch {
      return undefined;
    }
  }
}

interface Spread {
  readonly nodes: number;
  readonly addresses: number;
  readonly copies: number;
}

function doubtsOf({ nodes, addresses, copies }: Spread): string[] {
  const strangers = `Qdrant: QDRANT_URL names ${addresses} servers, but one of them says that it is no cluster. What is written to one is not found on another: join them to a cluster, or name only one.`;
  const fewer = `Qdrant: QDRANT_REPLICATION is ${copies}, but the cluster has ${nodes === 1 ? 'one node' : `${nodes} nodes`}, so each vector has no more copies than that. Add nodes, or lower it.`;
  return [...(nodes === 1 && addresses > 1 ? [strangers] : []), ...(copies > nodes ? [fewer] : [])];
}
