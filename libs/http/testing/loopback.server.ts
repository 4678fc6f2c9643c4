import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** The body as received. */
  readonly text: string;
  /** The same, byte for byte. */
  readonly bytes: Buffer;
  /** Parsed JSON, or `undefined` when it was none. */
  readonly body: unknown;
}

/** Answers call n, counted from 0. */
export type Reply = (
  response: ServerResponse,
  call: number,
  request: ReceivedRequest,
) => void | Promise<void>;

/** A real HTTP server on a free loopback port. It records its requests, and the calls that their clients aborted. */
export class LoopbackServer {
  readonly requests: ReceivedRequest[] = [];
  /** `performance.now()` of each call whose client left before the response had ended. */
  readonly aborts: number[] = [];
  private constructor(
    private readonly server: Server,
    public reply: Reply,
  ) {}

  static async start(reply: Reply): Promise<LoopbackServer> {
    const server = createServer();
    const loopback = new LoopbackServer(server, reply);
    server.on('request', (request, response) => void loopback.handle(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return loopback;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get calls(): number {
    return this.requests.length;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on('close', () => {
      if (!response.writableFinished) this.aborts.push(performance.now());
    });
    const { method = '', url: path = '', headers } = request;
    const bytes = await buffer(request).catch(() => undefined);
    // The client broke the request off.
    if (!bytes) return;
    const text = bytes.toString('utf8');
    const received = { method, path, headers, bytes, text, body: jsonIn(text) };
    const call = this.requests.push(received) - 1;
    await this.reply(response, call, received);
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Sends JSON with a status. */
export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** Starts an event stream; the caller writes and ends it. */
export function eventStream(response: ServerResponse): ServerResponse {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  return response;
}
