import { LIMIT_NAMES, type KeyLimits } from '../key-limits.js';
import type { KeyScope, Principal } from '../principal.js';
import { mayUse } from '../principal.js';

/** A key that somebody wants. */
export interface KeyOrder {
  readonly tenant: string;
  readonly scopes: readonly KeyScope[];
  /** Epoch milliseconds; absent = no end. */
  readonly expiresAt?: number;
  readonly limits: KeyLimits;
}

/** What of an order goes beyond the key of who gives it, in words for the caller; `undefined` = nothing. */
export function escalationIn(order: KeyOrder, giver: Principal): string | undefined {
  const scope = order.scopes.find((wanted) => !mayUse(giver, wanted));
  if (scope) return `the scope "${scope}", which this key does not have`;
  if (giver.expiresAt !== undefined && (order.expiresAt ?? Infinity) > giver.expiresAt)
    return `a longer life: this key expires at ${new Date(giver.expiresAt).toISOString()}`;
  const limit = LIMIT_NAMES.find(
    (name) => (order.limits[name] ?? Infinity) > (giver.limits?.[name] ?? Infinity),
  );
  return limit && `more than this key's own limit ${limit}=${giver.limits![limit]}`;
}
