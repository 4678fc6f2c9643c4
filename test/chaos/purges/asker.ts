import { Agent } from 'undici';

/** What came of one request; `status` 0 = no answer. */
export interface Asked {
  readonly status: number;
  /** The id of the remembered answer that was served. */
  readonly entry?: string;
  readonly cache?: string;
  readonly ms: number;
}

export interface Asking {
  readonly url: string;
  readonly key: string;
  readonly body: object;
  /** `Cache-Control` of the request. */
  readonly directive?: string;
}

/** Asks over HTTP with connections that are kept. */
export class Asker {
  private readonly dispatcher: Agent;

  constructor(connections: number) {
    this.dispatcher = new Agent({ connections });
  }

  async ask({ url, key, body, directive }: Asking): Promise<Asked> {
    const began = performance.now();
    const ms = () => performance.now() - began;
    try {
      const answer = await this.dispatcher.request({
        ...{ origin: url, path: '/api/v1/query', method: 'POST', body: JSON.stringify(body) },
        headers: {
          ...{ 'content-type': 'application/json', authorization: `Bearer ${key}` },
          ...(directive ? { 'cache-control': directive } : {}),
        },
      });
      await answer.body.dump();
      const { 'x-cache-entry': entry, 'x-cache-status': cache } = answer.headers;
      return { status: answer.statusCode, entry: entry?.toString(), cache: cache?.toString(), ms: ms() };
    } catch {
      return { status: 0, ms: ms() };
    }
  }

  async close(): Promise<void> {
    await this.dispatcher.destroy();
  }
}

/** Runs the work on each item, so many at a time. */
export async function inLanes<Item>(
  lanes: number,
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < items.length) await work(items[next++]!);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
