import { QdrantClient } from '@qdrant/js-client-rest';
import type { CacheEnv } from '../../cache.env.js';
import { type QdrantEndpoint, qdrantEndpoint } from './qdrant.endpoint.js';
import { QdrantSearchPool } from './qdrant.search-pool.js';

/** How long a write or a ping may take. */
const WRITE_MS = 1_000;
/** Making a collection or sweeping takes longer than a write, and nobody waits for it. */
const ADMINISTRATION_MS = 5_000;
const CONNECTIONS = 8;

/** All ways from this process to its Qdrant. */
export class QdrantConnection {
  /** For writes and pings. */
  readonly points: QdrantClient;
  /** For what takes its time. */
  readonly administration: QdrantClient;
  readonly searches: QdrantSearchPool;

  constructor({ QDRANT_URL, QDRANT_API_KEY, SEMANTIC_BUDGET_MS }: CacheEnv) {
    const endpoint = qdrantEndpoint(QDRANT_URL!);
    // As a plain header: given as an option the client warns on the console about connections without TLS.
    const headers: Record<string, string> = QDRANT_API_KEY ? { 'api-key': QDRANT_API_KEY } : {};
    this.points = client(endpoint, headers, WRITE_MS);
    this.administration = client(endpoint, headers, ADMINISTRATION_MS);
    this.searches = new QdrantSearchPool(endpoint, headers, SEMANTIC_BUDGET_MS);
  }

  /** The clients' idle sockets close by themselves and hold nothing up. */
  close(): Promise<void> {
    return this.searches.close();
  }
}

function client(
  { host, port, prefix, isTls }: QdrantEndpoint,
  headers: Record<string, string>,
  timeout: number,
): QdrantClient {
  return new QdrantClient({
    ...{ host, port, prefix, https: isTls, headers, timeout },
    maxConnections: CONNECTIONS,
    checkCompatibility: false,
  });
}
