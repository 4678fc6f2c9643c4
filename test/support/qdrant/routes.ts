import { clusterStatus, collectionCluster } from './cluster-pages.js';
import type { Collections } from './collections.js';
import type { JsonBody } from './json-body.js';
import * as reads from './point-reads.js';
import * as writes from './point-writes.js';

export interface Call {
  /** What stands where the path has `:name` and `:id`. */
  readonly name: string;
  readonly id: string;
  readonly body: JsonBody;
  /** Whether the write has to be seen when it is answered. */
  readonly wait: boolean;
  readonly path: string;
  /** Which node of a cluster was asked. */
  readonly node: number;
}

type Handler = (collections: Collections, call: Call) => unknown;

/** What becomes the `result` of an answer. */
const ROUTES: Readonly<Record<string, Handler>> = {
  'GET /collections': (all) => all.list(),
  'GET /collections/:name': (all, { name }) => all.describe(name),
  'GET /cluster': ({ topology }, { node }) => clusterStatus(topology, node),
  'GET /collections/:name/cluster': (all, { name, node }) =>
    collectionCluster(all.topology, all.get(name), node),
  'GET /collections/:name/exists': (all, { name }) => all.exists(name),
  'PUT /collections/:name': (all, { name, body }) => all.create(name, body),
  'DELETE /collections/:name': (all, { name }) => all.delete(name),
  'PUT /collections/:name/index': (all, { name, body }) => all.index(name, body),
  'PUT /collections/:name/points': (all, { name, body, wait }) =>
    writes.upsert(all.get(name), body.value as never, wait),
  'POST /collections/:name/points': (all, { name, body }) => reads.retrieve(all.get(name), body),
  'GET /collections/:name/points/:id': (all, { name, id }) => reads.one(all.get(name), id),
  'POST /collections/:name/points/query': (all, { name, body }) => reads.query(all.get(name), body),
  'POST /collections/:name/points/scroll': (all, { name, body }) => reads.scroll(all.get(name), body),
  'POST /collections/:name/points/count': (all, { name, body }) => reads.count(all.get(name), body),
  'POST /collections/:name/points/payload': (all, { name, body, wait }) =>
    writes.setPayload(all.get(name), body.value as never, wait),
  'POST /collections/:name/points/delete': (all, { name, body, wait }) =>
    writes.remove(all.get(name), body.value as never, wait),
  'POST /collections/:name/points/batch': (all, { name, body, wait }) =>
    writes.batch(all.get(name), body, wait),
};

export interface Route {
  readonly handler: Handler;
  readonly name: string;
  readonly id: string;
}

const PATTERNS = Object.entries(ROUTES).map(([route, handler]) => ({
  pattern: new RegExp(`^${route.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`),
  handler,
}));

/** No two of them fit the same path. */
export function routeOf(method: string, path: string): Route | undefined {
  for (const { pattern, handler } of PATTERNS) {
    const match = pattern.exec(`${method} ${path}`);
    const { name = '', id = '' } = match?.groups ?? {};
    if (match) return { handler, name: decodeURIComponent(name), id: decodeURIComponent(id) };
  }
  return undefined;
}
