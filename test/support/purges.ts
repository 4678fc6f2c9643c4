import type { Service, ServiceAnswer } from './service.js';

/** All that a purge can name of an answer; `key` asks, and is the writer. */
export interface Asked {
  readonly query: string;
  readonly namespace: string;
  readonly model: string;
  readonly tag: string;
  readonly key: string;
}

/** Members of a purge, by what they name. */
export const NAMEABLE = ['query', 'namespace', 'model', 'tag', 'key'] as const;
export type Nameable = (typeof NAMEABLE)[number];

export interface AskOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly more?: object;
}

export function askFor(service: Service, asked: Asked, { headers, more }: AskOptions = {}) {
  const { query, namespace, model, tag, key } = asked;
  return service.ask({ query, namespace, model, cache: { tags: [tag] }, ...more }, key, { headers });
}

/** The id of the entry that is served, `undefined` when memory has none; nothing is asked of a model. */
export async function servedBy(service: Service, asked: Asked, headers: Record<string, string> = {}) {
  const onlyMemory = { 'cache-control': 'only-if-cached', ...headers };
  const { status, body } = await askFor(service, asked, { headers: onlyMemory });
  if (status === 504 && body.code === 'not_in_cache') return undefined;
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body.cache_info.entry_id as string;
}

/** Asks until memory answers. */
export async function learn(
  service: Service,
  asked: Asked,
  headers?: Record<string, string>,
): Promise<string> {
  for (;;) {
    await askFor(service, asked, { headers });
    const entry = await servedBy(service, asked, headers);
    if (entry) return entry;
  }
}

/** Every way to choose some of them, but none. */
export function choicesOf<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: 2 ** items.length - 1 }, (_, at) =>
    items.filter((_item, bit) => ((at + 1) >> bit) & 1),
  );
}

/** The body of a purge that names these facts of the answer. */
export function orderOf(asked: Asked, named: readonly Nameable[], writerOf: (key: string) => string): object {
  const members: Record<Nameable, object> = {
    query: { query: asked.query },
    namespace: { namespace: asked.namespace },
    model: { model: asked.model },
    tag: { tags: ['another', asked.tag] },
    key: { writer: writerOf(asked.key) },
  };
  return Object.assign({}, ...named.map((name) => members[name])) as object;
}

export interface PurgeAnswer extends ServiceAnswer {
  readonly body: {
    readonly number: number;
    readonly at: string;
    readonly purged: number;
    readonly done: boolean;
  };
}

export function purge(
  service: Service,
  key: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<PurgeAnswer> {
  return service.request('POST', '/api/v1/purge', { key, body, headers });
}

export function receiptOf(service: Service, key: string, number: number | string): Promise<PurgeAnswer> {
  return service.request('GET', `/api/v1/purges/${number}`, { key });
}
