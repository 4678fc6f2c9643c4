import type { Collection } from './collection.js';
import { misfit, wrongDimension } from './failures.js';
import type { Filter } from './filters.js';
import type { JsonBody } from './json-body.js';
import type { Point } from './point.js';
import { unit } from './vectors.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

interface NewPoint {
  readonly id: string;
  readonly vector: readonly number[];
  readonly payload?: Readonly<Record<string, unknown>>;
}

interface Selector {
  readonly points?: readonly string[];
  readonly filter?: Filter;
}

type Operation = (collection: Collection, body: never, wait: boolean) => object;

/** Also what a batch may consist of. */
const OPERATIONS: Readonly<Record<string, Operation>> = { upsert, delete: remove, set_payload: setPayload };

/** A vector that does not fit is found out only when the operation is carried out, so it takes a number all the same. */
export function upsert(collection: Collection, body: { points: NewPoint[] }, wait: boolean): object {
  for (const { id } of body.points) checkId(id);
  const version = collection.number();
  const { size } = collection.settings.vectors;
  const wrong = body.points.find(({ vector }) => vector.length !== size);
  if (wrong) throw wrongDimension(size, wrong.vector.length);
  collection.write((points) => {
    for (const { id, vector, payload = {} } of body.points)
      points.set(id, { id, vector: unit(vector), payload, version });
  }, wait);
  return outcome(version, wait);
}

export function remove(collection: Collection, selector: Selector, wait: boolean): object {
  const version = collection.number();
  const chosen = choose(collection, selector);
  collection.write((points) => chosen().forEach(({ id }) => points.delete(id)), wait);
  return outcome(version, wait);
}

/** Adds fields to payloads, replacing those of the same name. */
export function setPayload(
  collection: Collection,
  { payload, ...selector }: Selector & { payload: Record<string, unknown> },
  wait: boolean,
): object {
  const version = collection.number();
  const chosen = choose(collection, selector);
  collection.write((points) => {
    for (const point of chosen())
      points.set(point.id, { ...point, version, payload: { ...point.payload, ...payload } });
  }, wait);
  return outcome(version, wait);
}

/** Several writes in one call, carried out in their order. */
export function batch(collection: Collection, { value }: JsonBody, wait: boolean): object {
  const operations = value.operations as Record<string, never>[];
  return operations.flatMap((operation) =>
    Object.entries(operation).map(([name, body]) => {
      const carryOut = OPERATIONS[name];
      if (!carryOut) throw misfit('data did not match any variant of untagged enum UpdateOperation');
      return carryOut(collection, body, wait);
    }),
  );
}

/** Which points a write is about, decided when it is carried out. */
function choose(collection: Collection, { points, filter }: Selector): () => Point[] {
  if (filter) {
    collection.matching(filter);
    return () => collection.matching(filter);
  }
  if (!points) throw misfit('data did not match any variant of untagged enum PointsSelector');
  return () => points.map((id) => collection.find(id)).filter((point) => point !== undefined);
}

function checkId(id: string): void {
  if (UUID.test(id)) return;
  throw misfit(`value ${id} is not a valid point ID, valid values are either an unsigned integer or a UUID`);
}

function outcome(operation_id: number, wait: boolean): object {
  return { operation_id, status: wait ? 'completed' : 'acknowledged' };
}
