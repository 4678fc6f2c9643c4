import { canonicalJson, MAX_DEPTH } from './canonical-json.js';
import { sha256 } from './digest.js';

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** The boundary within which two questions may share an answer. 64 hex digits. */
export type Scope = Branded<'Scope'>;
/** The exact identity of a request. 64 hex digits. */
export type CacheKey = Branded<'CacheKey'>;
/** The identity of a question without its opening and closing phrases, contractions and politeness. 64 hex digits. */
export type CanonicalKey = Branded<'CanonicalKey'>;
/** A ULID. */
export type EntryId = Branded<'EntryId'>;

/** Raise it when the meaning of a profile changes. All stored entries then become unreachable. */
export const IDENTITY_VERSION = 2;

/**
 * Raise it when the rules of canonical texts change. All stored pointers from a canonical text then become unreachable; the entries
 * stay.
 */
export const CANONICAL_VERSION = 2;

export interface ScopeParts {
  readonly tenant: string;
  readonly namespace: string;
  /** The route of the request, e.g. `query`. */
  readonly endpoint: string;
  /** Everything besides the question that shapes the answer. */
  readonly profile: Readonly<Record<string, unknown>>;
}

/** The values in a profile may be as deep as a request's body. The profile and the scope add two levels. */
const SCOPE_DEPTH = MAX_DEPTH + 2;

export function scopeOf({ tenant, namespace, endpoint, profile }: ScopeParts): Scope {
  const parts = { version: IDENTITY_VERSION, tenant, namespace, endpoint, profile };
  return sha256(canonicalJson(parts, SCOPE_DEPTH)) as Scope;
}

/** @param question the text of the question; `null` when the request has none, and the profile then holds the whole request. */
export function keyOf(scope: Scope, question: string | null): CacheKey {
  return sha256(canonicalJson({ scope, question })) as CacheKey;
}

export function canonicalKeyOf(scope: Scope, canonicalText: string): CanonicalKey {
  const parts = { scope, canonical: canonicalText, rules: CANONICAL_VERSION };
  return sha256(canonicalJson(parts)) as CanonicalKey;
}
