import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '../json.js';

/** The ways in which a provider's requests can be spelled differently with the same meaning. In doubt, two spellings count as different. */
export interface Spelling {
  /** Members that do not shape the answer. */
  readonly denied: ReadonlySet<string>;
  /** Members for which `null` means absent. For unknown members it may not. */
  readonly nullable: ReadonlySet<string>;
  /** Values with the same meaning as an absent member, by name. */
  readonly defaults: Readonly<Record<string, readonly unknown[]>>;
}

/** The members of a body that shape the answer, in one spelling. For identity only, never for the call. */
export function spelledAlike(body: JsonObject, { denied, nullable, defaults }: Spelling): JsonObject {
  const shaping = Object.entries(body).filter(([name, value]) => {
    if (denied.has(name) || value === undefined) return false;
    if (value === null) return !nullable.has(name);
    return !(Object.hasOwn(defaults, name) && defaults[name]!.some((one) => isDeepStrictEqual(one, value)));
  });
  return Object.fromEntries(shaping);
}
