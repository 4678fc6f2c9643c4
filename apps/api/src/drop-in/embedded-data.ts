import { createHash } from 'node:crypto';
import { isObject, type JsonObject } from '@app/llm';

/** A text that is shorter stays as it is. UTF-16 units. */
const SHORTEST = 16_384;
/** Base64 and its variants, with or without what a URL has before it. */
const DATA = /^(?:data:[\w/+.;=-]{0,200},)?[\w+/=-]+$/;

/** A body in which a digest stands for each picture and file. */
export interface DigestedBody {
  readonly body: JsonObject;
  /** Where the digests stand: a caller could have written the same object there. */
  readonly paths: readonly string[];
  /** Bytes of the body that the digests stand for. */
  readonly bytes: number;
}

/** Puts the SHA-256 of long encoded data in its place, as an object. The body's own members stay as they are: they are no pictures. */
export function withDigests(body: JsonObject): DigestedBody {
  const paths: string[] = [];
  let bytes = 0;
  const digested = (value: unknown, path: string): unknown => {
    if (Array.isArray(value)) return value.map((inner, at) => digested(inner, `${path}/${at}`));
    if (isObject(value)) return mapped(value, (inner, name) => digested(inner, `${path}/${name}`));
    if (typeof value !== 'string' || value.length < SHORTEST || !DATA.test(value)) return value;
    bytes += value.length;
    paths.push(path);
    return { sha256: createHash('sha256').update(value).digest('hex') };
  };
  const inside = (value: unknown, name: string) =>
    typeof value === 'string' ? value : digested(value, name);
  return { body: mapped(body, inside), paths, bytes };
}

function mapped(object: JsonObject, change: (value: unknown, name: string) => unknown): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value, name)]));
}
