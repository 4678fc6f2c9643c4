import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A model that says what a spec tells it to, byte by byte. */
export class RawModel {
  readonly bodies: string[] = [];
  answer: (response: ServerResponse) => void = (response) => void response.end('{}');
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        this.bodies.push(Buffer.concat(chunks).toString());
        this.answer(response);
      });
    });
  }

  async open(): Promise<string> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  says(body: object | string | Uint8Array, headers: Record<string, string> = {}): void {
    this.answer = (response) => respond(response, body, headers);
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

/** Answers at once, with a JSON body unless the headers say otherwise. */
export function respond(
  response: ServerResponse,
  body: object | string | Uint8Array,
  headers: Record<string, string> = {},
): void {
  const isBytes = typeof body === 'string' || body instanceof Uint8Array;
  response.writeHead(200, { 'content-type': 'application/json', ...headers });
  response.end(isBytes ? body : JSON.stringify(body));
}
