import { shortDigest } from '@app/core';
import { ACME_KEY, RIVAL_KEY } from '../../e2e/stage.js';

/** A second key of the first tenant, so that a purge by writer can tell them apart. */
const SECOND_KEY = 'acme-second-0123456789abcdefgh';
export const PURGERS = `acme:${ACME_KEY},acme:${SECOND_KEY},rival:${RIVAL_KEY}`;

/** How answers are named that are to be forgotten. `id`: each by its own. `kept`: not at all. */
export type Kind = 'tag' | 'model' | 'question' | 'writer' | 'namespace' | 'id' | 'all' | 'kept';

/** Requests whose answers one purge names. */
export interface Shelf {
  readonly kind: Kind;
  /** The API key that asks, and that purges. */
  readonly key: string;
  readonly bodies: readonly object[];
  /** Body of `POST /api/v1/purge`; absent where there is none. */
  readonly purge?: object;
}

export interface ShelfOptions {
  /** Tells requests apart whose answers the same purges name. */
  readonly edition?: string;
  readonly ttlSeconds?: number;
}

/** A shelf for each kind of purge. @param name tells these answers from those that other purges name. */
export function shelvesOf(name: string, size: number, options: ShelfOptions = {}): Shelf[] {
  const { edition = 'first', ttlSeconds: ttl } = options;
  const all = (bodyAt: (at: number) => object, { cache = {}, ...shared }: Shared = {}) =>
    Array.from({ length: size }, (_, at) => ({ ...bodyAt(at), ...shared, cache: { ttl, ...cache } }));
  const pages = (kind: Kind, shared?: Shared) =>
    all((at) => ({ query: `What says page ${at} of the ${edition} ${kind} in ${name}?` }), shared);
  const tags = [`tag of ${name}`];
  const query = `What is the one question of ${name}?`;
  const styles = all((at) => ({ query, system: `Answer in ${edition} style ${at}.` }));
  const [model, written, namespace, kept] = ['model', 'w', 'n', 'k'].map((letter) => `${letter}-${name}`);
  const writer = { writer: shortDigest(SECOND_KEY), namespace: written };
  return [
    {
      kind: 'tag',
      key: ACME_KEY,
      bodies: pages('tag', { cache: { tags: [...tags, 'other'] } }),
      purge: { tags },
    },
    { kind: 'model', key: ACME_KEY, bodies: pages('model', { model }), purge: { model } },
    { kind: 'question', key: ACME_KEY, bodies: styles, purge: { query } },
    { kind: 'writer', key: SECOND_KEY, bodies: pages('writer', { namespace: written }), purge: writer },
    { kind: 'namespace', key: ACME_KEY, bodies: pages('namespace', { namespace }), purge: { namespace } },
    { kind: 'id', key: ACME_KEY, bodies: pages('id') },
    { kind: 'all', key: RIVAL_KEY, bodies: pages('all'), purge: { all: true } },
    { kind: 'kept', key: ACME_KEY, bodies: pages('kept', { namespace: kept }) },
  ];
}

/** What the requests of a shelf have in common. */
interface Shared {
  readonly model?: string;
  readonly namespace?: string;
  readonly cache?: { readonly tags?: readonly string[] };
}
