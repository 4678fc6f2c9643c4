import type { Entry, Epochs } from './entry.js';
import type { Scope } from './identity.js';

/** The facts about a request that decide whether an entry may be served to it. */
export interface Asker {
  readonly tenant: string;
  readonly scope: Scope;
  /** The current ones, read by this request. */
  readonly epochs: Epochs;
  /** How far back the tenant's purges are known; older entries are dead. */
  readonly purgeFloor: number;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Oldest acceptable age in milliseconds, if the asker set one. */
  readonly maxAgeMs?: number;
}

/** Closed list: they are metric labels. `source`, `purged` and `key` are judged where the registry and the asked key are known. */
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

/** How far apart the clocks of replicas may be. Milliseconds. */
const SKEW_MS = 1_000;

/** Judges what came back from a store, trusting none of the filters that led to it. */
export function judge(entry: Entry, asker: Asker): Validity {
  if (entry.tenant !== asker.tenant) return invalid('tenant');
  if (entry.scope !== asker.scope) return invalid('scope');
  if (!epochsHold(entry.epochs, asker.epochs)) return invalid('epoch');
  if (entry.birth < asker.purgeFloor) return invalid('purged');
  if (asker.now >= entry.expiresAt) return invalid('expired');
  // Written by a clock that was wrong then or is wrong now: nobody knows how long it is fresh.
  if (entry.createdAt > asker.now + SKEW_MS) return invalid('future');
  if (asker.maxAgeMs !== undefined && asker.now - entry.createdAt > asker.maxAgeMs) return invalid('too-old');
  return { valid: true };
}

/**
 * Whether no wall was purged whole since. A namespace's epoch is forgotten when everything older has expired, so that a larger one
 * is no older.
 */
export function epochsHold(entry: Epochs, current: Epochs): boolean {
  return entry.tenant === current.tenant && entry.namespace >= current.namespace;
}

function invalid(reason: InvalidReason): Validity {
  return { valid: false, reason };
}
