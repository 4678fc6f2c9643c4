import { LIMIT_NAMES, type KeyLimits } from '../key-limits.js';
import type { KeyScope, Principal } from '../principal.js';
import { mayUse } from '../principal.js';

/** A request for a new key. */
export interface KeyOrder {
  readonly tenant: string;
  readonly scopes: readonly KeyScope[];
  /** Epoch milliseconds; absent = the key does not expire. */
  readonly expiresAt?: number;
  readonly limits: KeyLimits;
}

/** The first right in the order that the issuer does not have, in words for the caller; undefined when there is none. */
export function escalationIn(order: KeyOrder, issuer: Principal): string | undefined {
  const scope = order.scopes.find((wanted) => !mayUse(issuer, wanted));
  if (scope) return `the scope "${scope}", which this key does not have`;
  if (issuer.expiresAt !== undefined && (order.expiresAt ?? Infinity) > issuer.expiresAt)
    return `a longer life: this key expires at ${new Date(issuer.expiresAt).toISOString()}`;
  const limit = LIMIT_NAMES.find(
    (name) => (order.limits[name] ?? Infinity) > (issuer.limits?.[name] ?? Infinity),
  );
  return limit && `more than this key's own limit ${limit}=${issuer.limits![limit]}`;
}
