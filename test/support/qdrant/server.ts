import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { refusal } from './access.js';
import type { CollectionOptions } from './collection.js';
import { Collections } from './collections.js';
import { QdrantFailure } from './failures.js';
import { JsonBody } from './json-body.js';
import { meetLostShards } from './lost-shards.js';
import { METRICS_PAGE, PLAIN_PAGES, ROOT_PAGE } from './plain-pages.js';
import { routeOf } from './routes.js';

export interface QdrantStandIn {
  readonly url: string;
  close(): Promise<void>;
}

export interface StandInOptions extends CollectionOptions {
  readonly apiKey?: string;
  /** 0 or absent = any free one. */
  readonly port?: number;
}

/** What one node answers from. */
export interface NodeOptions extends StandInOptions {
  readonly all: Collections;
  /** Its number in the cluster. */
  readonly node: number;
  /** Whether requests are taken and never answered, as by a frozen process. */
  readonly isFrozen?: () => boolean;
  /** Told of each request. */
  readonly seen?: (method: string, url: string) => void;
}

interface Reply {
  readonly status: number;
  /** Sent as JSON. */
  readonly json?: unknown;
  readonly plain?: string;
  readonly type?: string;
}

/** Behaves as a Qdrant 1.17.1 does in the recorded exchanges; keeps everything in memory. */
export function startQdrantStandIn(options: StandInOptions = {}): Promise<QdrantStandIn> {
  return startQdrantNode({ ...options, all: new Collections(options), node: 0 });
}

/** One server; nodes of a cluster share their collections. */
export async function startQdrantNode(options: NodeOptions): Promise<QdrantStandIn> {
  const server = createServer((request, response) => {
    options.seen?.(request.method ?? '', request.url ?? '');
    if (options.isFrozen?.()) return;
    void answer(request, options).then(({ status, json, plain = '', type }) => {
      if (type) response.setHeader('content-type', type);
      response.writeHead(status).end(json === undefined ? plain : JSON.stringify(json));
    });
  });
  await once(server.listen(options.port ?? 0, '127.0.0.1'), 'listening');
  const close = async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

async function answer(request: IncomingMessage, { all, node, apiKey }: NodeOptions): Promise<Reply> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stand-in');
  const [method, sent] = [request.method ?? 'GET', await text(request)];
  if (pathname in PLAIN_PAGES) return plain(PLAIN_PAGES[pathname]!);
  const refused = refusal(request.headers, apiKey);
  if (refused !== undefined) return { status: 401, plain: refused };
  if (pathname === '/metrics') return plain(METRICS_PAGE);
  if (pathname === '/') return json(200, ROOT_PAGE);
  const route = routeOf(method, pathname);
  if (!route) return { status: 404 };
  const { handler, name, id } = route;
  return run(async () => {
    const wait = searchParams.get('wait') === 'true';
    const call = { name, id, body: new JsonBody(sent), wait, path: pathname, node };
    await meetLostShards(all.topology, all, { method, call });
    return handler(all, call);
  });
}

async function run(handle: () => Promise<unknown>): Promise<Reply> {
  try {
    return json(200, { result: await handle(), status: 'ok', time: 0 });
  } catch (error) {
    if (!(error instanceof QdrantFailure)) return { status: 500, plain: String(error) };
    return json(error.status, { status: { error: error.message }, time: 0 });
  }
}

function json(status: number, value: unknown): Reply {
  return { status, json: value, type: 'application/json' };
}

function plain(page: string): Reply {
  return { status: 200, plain: page, type: 'text/plain; charset=utf-8' };
}
