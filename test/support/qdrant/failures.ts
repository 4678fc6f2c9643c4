/** What the server says instead of 200. */
export class QdrantFailure extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export function noCollection(name: string): QdrantFailure {
  return new QdrantFailure(404, `Not found: Collection \`${name}\` doesn't exist!`);
}

export function collectionExists(name: string): QdrantFailure {
  return new QdrantFailure(409, `Wrong input: Collection \`${name}\` already exists!`);
}

/** The missing verb form is the server's. */
export function noPoint(id: string): QdrantFailure {
  return new QdrantFailure(404, `Not found: Point with id ${id} does not exists!`);
}

export function wrongDimension(expected: number, got: number): QdrantFailure {
  return new QdrantFailure(400, `Wrong input: Vector dimension error: expected dim: ${expected}, got ${got}`);
}

/** Strict mode's own. */
export function noIndex(field: string): QdrantFailure {
  return new QdrantFailure(400, `Bad request: Index required but not found for "${field}"`);
}

/** The body is JSON, but not of the form that is asked for. */
export function misfit(why: string): QdrantFailure {
  return new QdrantFailure(400, `Format error in JSON body: ${why}`);
}

/** The body is of the right form with a value that can't be. */
export function invalid(why: string): QdrantFailure {
  return new QdrantFailure(422, `Validation error in JSON body: [${why}]`);
}

const REFUSED =
  'Service internal error: Tonic status error: status: Unavailable, message: "error trying to connect: tcp connect error: Connection refused (os error 111)", details: [], metadata: MetadataMap { headers: {} }';

/** A shard of which no copy can be reached. */
export function shardUnreadable(): QdrantFailure {
  return new QdrantFailure(500, `Service internal error: 1 of 1 read operations failed:\n  ${REFUSED}`);
}

export function shardsFailed(count: number, all: number): QdrantFailure {
  const first = `First error captured: ${REFUSED}`;
  return new QdrantFailure(
    500,
    `Service internal error: ${count} out of ${all} shards failed to apply operation. ${first}`,
  );
}
