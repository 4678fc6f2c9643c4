import type { Entry, Epochs } from './entry.js';
import type { Scope } from './identity.js';

/** The facts about a request that decide whether it may be served an entry. */
export interface Asker {
  readonly tenant: string;
  readonly scope: Scope;
  /** The current epochs, as this request has read them. */
  readonly epochs: Epochs;
  /** The tenant's purges are known from this number on. Entries that are older are not served. */
  readonly purgeFloor: number;
  /** Epoch milliseconds. */
  readonly now: number;
  /** The highest acceptable age in milliseconds, if the request sets one. */
  readonly maxAgeMs?: number;
}

/** A closed list, because these are metric labels. Other code judges `source`, `purged` and `key`, which need the registry or the requested key. */
export type InvalidReason =
  | 'schema'
  | 'integrity'
  | 'key'
  | 'tenant'
  | 'scope'
  | 'expired'
  | 'too-old'
  | 'future'
  | 'epoch'
  | 'purged'
  | 'source';

export type Validity = { readonly valid: true } | { readonly valid: false; readonly reason: InvalidReason };

/** The highest tolerated difference between the clocks of replicas. Milliseconds. */
const SKEW_MS = 1_000;

/** Judges an entry that a store has returned. It trusts none of the store's filters. */
export function judge(entry: Entry, asker: Asker): Validity {
  if (entry.tenant !== asker.tenant) return invalid('tenant');
  if (entry.scope !== asker.scope) return invalid('scope');
  if (!epochsHold(entry.epochs, asker.epochs)) return invalid('epoch');
  if (entry.birth < asker.purgeFloor) return invalid('purged');
  if (asker.now >= entry.expiresAt) return invalid('expired');
  // A clock was wrong when the entry was written or is wrong now, so its freshness is unknown.
  if (entry.createdAt > asker.now + SKEW_MS) return invalid('future');
  if (asker.maxAgeMs !== undefined && asker.now - entry.createdAt > asker.maxAgeMs) return invalid('too-old');
  return { valid: true };
}

/**
 * Whether neither the tenant nor the namespace was purged since the entry was made. The epoch of a namespace is dropped once all
 * older entries have expired, so an entry may have a higher one.
 */
export function epochsHold(entry: Epochs, current: Epochs): boolean {
  return entry.tenant === current.tenant && entry.namespace >= current.namespace;
}

function invalid(reason: InvalidReason): Validity {
  return { valid: false, reason };
}
