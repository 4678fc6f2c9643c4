import type { StoreSettings } from '../store-settings.js';
import { addressesIn, qdrantEndpoint } from './qdrant.endpoint.js';
import { QdrantFailover } from './qdrant.failover.js';
import { QdrantNode, type QdrantRequest } from './qdrant.node.js';
import { QdrantNodes } from './qdrant.nodes.js';

/** How long a write or a ping may take. */
const WRITE_MS = 1_000;
/** Making a collection or sweeping takes longer than a write, and nobody waits for it. */
const ADMINISTRATION_MS = 5_000;

/** How much of its time a call gives the first node. A cluster's first write after the loss of a node takes half a second. */
const SHARE = { search: 0.5, write: 0.7 };

type Asked = Omit<QdrantRequest, 'body'> & { readonly body?: object };

/** All ways from this process to its Qdrant, one server or the nodes of a cluster. Each call resolves to the answer's `result`. */
export class QdrantConnection {
  /** How many are known. */
  readonly addresses: number;
  private readonly nodes: QdrantNodes;
  private readonly failover: QdrantFailover;
  private readonly searchMs: number;

  constructor({ QDRANT_URL, QDRANT_API_KEY, SEMANTIC_BUDGET_MS }: StoreSettings) {
    const headers: Record<string, string> = QDRANT_API_KEY ? { 'api-key': QDRANT_API_KEY } : {};
    const all = addressesIn(QDRANT_URL!).map((address) => new QdrantNode(qdrantEndpoint(address), headers));
    this.addresses = all.length;
    this.nodes = new QdrantNodes(all);
    this.failover = new QdrantFailover(this.nodes);
    this.searchMs = SEMANTIC_BUDGET_MS;
  }

  /** The hot path: within the semantic budget. */
  search<Result>(asked: Asked): Promise<Result> {
    return this.run(asked, this.searchMs, SHARE.search);
  }

  /** A write, or a read that no request waits for. */
  write<Result>(asked: Asked): Promise<Result> {
    return this.run(asked, WRITE_MS, SHARE.write);
  }

  /** What takes its time. */
  administer<Result>(asked: Asked): Promise<Result> {
    return this.run(asked, ADMINISTRATION_MS, SHARE.write);
  }

  close(): Promise<void> {
    return this.nodes.close();
  }

  /** The server is told the time, too, so that it gives up what nobody waits for. It counts in whole seconds. */
  private async run<Result>({ method, path, body }: Asked, budgetMs: number, share: number): Promise<Result> {
    const timeout = `${path.includes('?') ? '&' : '?'}timeout=${Math.ceil(budgetMs / 1_000)}`;
    const answer = await this.failover.run({
      ...{ method, path: path + timeout, body: body && JSON.stringify(body) },
      ...{ budgetMs, patienceMs: budgetMs * share },
    });
    return (answer as { result: Result }).result;
  }
}
