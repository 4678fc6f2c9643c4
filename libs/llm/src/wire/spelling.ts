import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '../json.js';

/** How a provider lets one call be spelled in several ways. What isn't certain to be the same stays different. */
export interface Spelling {
  /** Members that don't shape the answer. */
  readonly denied: ReadonlySet<string>;
  /** Members for which `null` is another word for absent. Of members that nobody knows it isn't known. */
  readonly nullable: ReadonlySet<string>;
  /** Values that say no more than an absent member, by name. */
  readonly defaults: Readonly<Record<string, readonly unknown[]>>;
}

/** The members of a body that shape the answer, spelled as every call that means the same is: for identity only. */
export function spelledAlike(body: JsonObject, { denied, nullable, defaults }: Spelling): JsonObject {
  const telling = Object.entries(body).filter(([name, value]) => {
    if (denied.has(name) || value === undefined) return false;
    if (value === null) return !nullable.has(name);
    return !(Object.hasOwn(defaults, name) && defaults[name]!.some((one) => isDeepStrictEqual(one, value)));
  });
  return Object.fromEntries(telling);
}
