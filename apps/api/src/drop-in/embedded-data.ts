import { createHash } from 'node:crypto';
import { isObject, type JsonObject } from '@app/llm';

/** A text that is shorter stays as it is. UTF-16 units. */
const SHORTEST = 16_384;
/** Base64 and its variants, with or without what a URL has before it. */
const DATA = /^(?:data:[\w/+.;=-]{0,200},)?[\w+/=-]+$/;

/** A body in which a digest stands for each picture and file. */
export interface DigestedBody {
  readonly body: JsonObject;
  /** Bytes of the body that the digests stand for. */
  readonly bytes: number;
}

/** Puts the SHA-256 of long encoded data in its place, as an object. */
export function withDigests(body: JsonObject): DigestedBody {
  let bytes = 0;
  const digested = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(digested);
    if (isObject(value))
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, digested(inner)]));
    if (typeof value !== 'string' || value.length < SHORTEST || !DATA.test(value)) return value;
    bytes += value.length;
    return { sha256: createHash('sha256').update(value).digest('hex') };
  };
  return { body: digested(body) as JsonObject, bytes };
}
