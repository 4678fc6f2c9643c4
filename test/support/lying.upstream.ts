import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** Stands between the service and a simulated model; while it is told to lie, it answers with raw bytes of its own. */
export interface LyingUpstream {
  /** `http://host:port`. */
  readonly url: string;
  /** What goes onto the socket instead of an answer; `undefined` = the truth. */
  lie(bytes: string | undefined): void;
  close(): Promise<void>;
}

export async function startLyingUpstream(truth: string): Promise<LyingUpstream> {
  let lie: string | undefined;
  const server = createServer((request, response) => {
    const told = lie;
    if (told === undefined) void passOn(truth, request, response);
    else request.resume().once('end', () => response.socket?.end(told));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lie: (bytes) => (lie = bytes),
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

async function passOn(truth: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { url, method, headers } = request;
  const { authorization = '', 'content-type': type = '' } = headers;
  const answer = await fetch(`${truth}${url}`, {
    method,
    headers: { authorization, 'content-type': type },
    body: await text(request),
  });
  response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
  response.end(await answer.text());
}
