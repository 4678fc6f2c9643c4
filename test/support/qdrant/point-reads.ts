import type { Collection } from './collection.js';
import { invalid, noPoint, wrongDimension } from './failures.js';
import type { Filter } from './filters.js';
import type { JsonBody } from './json-body.js';
import type { Point } from './point.js';
import { similarity, unit } from './vectors.js';

type PayloadChoice = boolean | readonly string[] | undefined;

/** The nearest, best first. */
export function query(collection: Collection, body: JsonBody): object {
  const { query: vector, filter, score_threshold = -Infinity, with_payload } = body.value;
  const limit = body.amount('limit', 10);
  if (limit < 1) throw invalid(`internal.limit: value ${limit} invalid, must be 1 or larger`);
  const { size } = collection.settings.vectors;
  if (vector.length !== size) throw wrongDimension(size, vector.length as number);
  const asked = unit(vector as number[]);
  const points = collection
    .searched(filter as Filter)
    .map((point) => ({ point, score: similarity(asked, point.vector) }))
    .filter(({ score }) => score >= score_threshold)
    .sort((one, other) => other.score - one.score)
    .slice(0, limit);
  return {
    points: points.map(({ point, score }) => ({
      ...{ id: point.id, version: point.version, score },
      ...payloadOf(point, with_payload as PayloadChoice),
    })),
  };
}

/** The named points, without those that are not there. */
export function retrieve(collection: Collection, { value }: JsonBody): object {
  const { ids, with_payload = true } = value;
  const found = (ids as string[]).map((id) => collection.find(id)).filter((point) => point !== undefined);
  return found.map((point) => ({ id: point.id, ...payloadOf(point, with_payload as PayloadChoice) }));
}

export function one(collection: Collection, id: string): object {
  const point = collection.find(id);
  if (!point) throw noPoint(id);
  return { id, payload: point.payload, vector: [...point.vector] };
}

/** Pages through the points by id. */
export function scroll(collection: Collection, body: JsonBody): object {
  const { filter, offset = '', with_payload = true } = body.value;
  const limit = body.amount('limit', 10);
  const rest = collection.matching(filter as Filter).filter(({ id }) => id >= offset);
  return {
    points: rest
      .slice(0, limit)
      .map((point) => ({ id: point.id, ...payloadOf(point, with_payload as PayloadChoice) })),
    next_page_offset: rest[limit]?.id ?? null,
  };
}

export function count(collection: Collection, { value }: JsonBody): object {
  return { count: collection.matching(value.filter as Filter).length };
}

function payloadOf({ payload }: Point, choice: PayloadChoice = false): { payload?: object } {
  if (choice === false) return {};
  if (choice === true) return { payload };
  return { payload: Object.fromEntries(Object.entries(payload).filter(([field]) => choice.includes(field))) };
}
