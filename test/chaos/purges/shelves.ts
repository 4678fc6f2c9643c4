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

/** A shelf for each kind of purge. @param name tells these answers from those of other shelves. */
export function shelvesOf(name: string, size: number): Shelf[] {
  const shelf = (
    kind: Kind,
    shared: object,
    rest: Omit<Shelf, 'kind' | 'bodies' | 'key'>,
    key = ACME_KEY,
  ): Shelf => ({
    ...{ kind, key, ...rest },
    bodies: Array.from({ length: size }, (_, at) => ({
      query: `What says page ${at} of the ${kind} in ${name}?`,
      ...shared,
    })),
  });
  const tags = [`tag of ${name}`];
  const question = `What is the one question of ${name}?`;
  return [
    shelf('tag', { cache: { tags: [...tags, 'other'] } }, { purge: { tags } }),
    shelf('model', { model: `model-${name}` }, { purge: { model: `model-${name}` } }),
    { ...shelf('question', {}, { purge: { query: question } }), bodies: stylesOf(question, size) },
    shelf(
      'writer',
      { namespace: `w-${name}` },
      { purge: { writer: shortDigest(SECOND_KEY), namespace: `w-${name}` } },
      SECOND_KEY,
    ),
    shelf('namespace', { namespace: `n-${name}` }, { purge: { namespace: `n-${name}` } }),
    shelf('id', {}, {}),
    shelf('all', {}, { purge: { all: true } }, RIVAL_KEY),
    shelf('kept', { namespace: `k-${name}` }, {}),
  ];
}

/** One question under many profiles. */
function stylesOf(query: string, size: number): object[] {
  return Array.from({ length: size }, (_, at) => ({ query, system: `Answer in style ${at}.` }));
}
