import { Pool } from 'undici';
import type { QdrantEndpoint } from './qdrant.endpoint.js';
import { QdrantAnswerError } from './qdrant.errors.js';

const CONNECTIONS = 16;
/** Longer than a search: one that gives up early leaves the next a connection, however slow its handshake. */
const CONNECT_MS = 1_000;

/** The hot path. A POST through kept-alive connections costs a quarter of the CPU that the client takes for it. */
export class QdrantSearchPool {
  private readonly pool: Pool;
  private readonly headers: Readonly<Record<string, string>>;
  private readonly prefix: string;
  private closing?: Promise<void>;

  /** @param timeoutMs what a search may take, waiting for a free connection included. */
  constructor(
    { origin, prefix }: QdrantEndpoint,
    headers: Readonly<Record<string, string>>,
    private readonly timeoutMs: number,
  ) {
    this.prefix = prefix;
    this.headers = { ...headers, 'content-type': 'application/json' };
    this.pool = new Pool(origin, {
      connections: CONNECTIONS,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      connect: { timeout: CONNECT_MS },
    });
  }

  /** @throws QdrantAnswerError when the answer is not a 200. */
  async post(path: string, body: unknown): Promise<unknown> {
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(new Error('Qdrant took too long.')), this.timeoutMs);
    try {
      return await this.send(path, JSON.stringify(body), deadline.signal);
    } finally {
      clearTimeout(timer);
    }
  }

  /** What is under way fails: nobody waits for it any more. */
  close(): Promise<void> {
    return (this.closing ??= this.pool.destroy());
  }

  private async send(path: string, body: string, signal: AbortSignal): Promise<unknown> {
    const request = {
      method: 'POST',
      path: this.prefix + path,
      headers: this.headers,
      body,
      signal,
    } as const;
    const answer = await this.pool.request(request);
    if (answer.statusCode === 200) return answer.body.json();
    await answer.body.dump();
    throw new QdrantAnswerError(answer.statusCode);
  }
}
