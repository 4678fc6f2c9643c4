import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that nobody has any business with. */
export interface Canary {
  readonly url: string;
  readonly host: string;
  /** What was said to it: request lines and headers, one text per request; an empty one per connection. */
  readonly visits: readonly string[];
  close(): Promise<void>;
}

/** On an address of this machine that nothing else uses. */
export async function startCanary(): Promise<Canary> {
  const visits: string[] = [];
  const server = createServer(({ method, url, headers }, response) => {
    visits.push(`${method} ${url} ${JSON.stringify(headers)}`);
    response.end('{}');
  });
  server.on('connection', () => visits.push(''));
  await once(server.listen(0, '127.0.0.9'), 'listening');
  const host = `127.0.0.9:${(server.address() as AddressInfo).port}`;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  return { url: `http://${host}`, host, visits, close };
}
