import { Pool } from 'undici';
import type { QdrantEndpoint } from './qdrant.endpoint.js';
import { QdrantAnswerError } from './qdrant.errors.js';

const CONNECTIONS = 16;
/** Longer than a search: one that gives up early leaves the next a connection, however slow its handshake. */
const CONNECT_MS = 1_000;

/** One request, as any node can carry it out. */
export interface QdrantRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** With its query, without the prefix of a node. */
  readonly path: string;
  /** JSON. */
  readonly body?: string;
}

/** One server, reached through kept-alive connections: a quarter of the CPU that Qdrant's own client takes for a call. */
export class QdrantNode {
  readonly name: string;
  private readonly pool: Pool;
  private readonly headers: Readonly<Record<string, string>>;
  private readonly prefix: string;
  private closing?: Promise<void>;

  constructor({ origin, prefix }: QdrantEndpoint, headers: Readonly<Record<string, string>>) {
    this.name = origin + prefix;
    this.prefix = prefix;
    this.headers = { ...headers, 'content-type': 'application/json' };
    // Each call brings a deadline of its own.
    const [headersTimeout, bodyTimeout] = [0, 0];
    this.pool = new Pool(origin, {
      ...{ connections: CONNECTIONS, headersTimeout, bodyTimeout, connect: { timeout: CONNECT_MS } },
    });
  }

  /** Resolves to the JSON of the answer. @throws QdrantAnswerError when it is not a 200. */
  async send({ path, ...request }: QdrantRequest, signal: AbortSignal): Promise<unknown> {
    const { headers, prefix } = this;
    const answer = await this.pool.request({ ...request, path: prefix + path, headers, signal });
    if (answer.statusCode === 200) return answer.body.json();
    await answer.body.dump();
    throw new QdrantAnswerError(answer.statusCode);
  }

  /** Rejects while it does not answer, or says that its shards are not ready. What has no such page is ready when it answers. */
  async ready(signal: AbortSignal): Promise<void> {
    const { headers, prefix } = this;
    const answer = await this.pool.request({ method: 'GET', path: `${prefix}/readyz`, headers, signal });
    await answer.body.dump();
    if (answer.statusCode >= 500) throw new QdrantAnswerError(answer.statusCode);
  }

  /** What is under way fails: nobody waits for it any more. */
  close(): Promise<void> {
    return (this.closing ??= this.pool.destroy());
  }
}
