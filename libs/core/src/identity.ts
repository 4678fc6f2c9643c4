import { canonicalJson, MAX_DEPTH } from './canonical-json.js';
import { sha256 } from './digest.js';

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Two questions may share an answer only inside one scope. 64 hex digits. */
export type Scope = Branded<'Scope'>;
/** The exact identity of a request. 64 hex digits. */
export type CacheKey = Branded<'CacheKey'>;
/** The identity of a question with what begins and closes it, contractions and politeness put aside. 64 hex digits. */
export type CanonicalKey = Branded<'CanonicalKey'>;
/** A ULID. */
export type EntryId = Branded<'EntryId'>;

/** Raising it makes every stored entry unreachable: do so when the meaning of a profile changes. */
export const IDENTITY_VERSION = 2;

/**
 * Raising it makes every stored pointer from a canonical text unreachable, the entries stay: do so when other questions share
 * a canonical text than before.
 */
export const CANONICAL_VERSION = 2;

export interface ScopeParts {
  readonly tenant: string;
  readonly namespace: string;
  /** The route that was asked, e.g. `query`. */
  readonly endpoint: string;
  /** Everything besides the question that shapes an answer. */
  readonly profile: Readonly<Record<string, unknown>>;
}

/** What a profile holds may be as deep as a request's body may be: around it are the profile and the scope itself. */
const SCOPE_DEPTH = MAX_DEPTH + 2;

export function scopeOf({ tenant, namespace, endpoint, profile }: ScopeParts): Scope {
  const parts = { version: IDENTITY_VERSION, tenant, namespace, endpoint, profile };
  return sha256(canonicalJson(parts, SCOPE_DEPTH)) as Scope;
}

/** @param question the question's text, or `null` when the request has none (it is then whole in the profile). */
export function keyOf(scope: Scope, question: string | null): CacheKey {
  return sha256(canonicalJson({ scope, question })) as CacheKey;
}

export function canonicalKeyOf(scope: Scope, canonicalText: string): CanonicalKey {
  const parts = { scope, canonical: canonicalText, rules: CANONICAL_VERSION };
  return sha256(canonicalJson(parts)) as CanonicalKey;
}
