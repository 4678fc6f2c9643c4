import type { Entry, Epochs } from './entry.js';
import type { Scope } from './identity.js';

/** The facts about a request that decide whether an entry may be served to it. */
export interface Asker {
  readonly tenant: string;
  readonly scope: Scope;
  /** The current ones, read by this request. */
  readonly epochs: Epochs;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Oldest acceptable age in milliseconds, if the asker set one. */
  readonly maxAgeMs?: number;
}

/** Closed list: they are metric labels. `source` and `key` are judged by those who know the registry and the asked key. */
export type InvalidReason =
  'schema' | 'integrity' | 'key' | 'tenant' | 'scope' | 'expired' | 'too-old' | 'future' | 'epoch' | 'source';

export type Validity = { readonly valid: true } | { readonly valid: false; readonly reason: InvalidReason };

/** How far apart the clocks of replicas may be. Milliseconds. */
const SKEW_MS = 1_000;

/** Judges what came back from a store, trusting none of the filters that led to it. */
export function judge(entry: Entry, asker: Asker): Validity {
  if (entry.tenant !== asker.tenant) return invalid('tenant');
  if (entry.scope !== asker.scope) return invalid('scope');
  if (!sameEpochs(entry.epochs, asker.epochs)) return invalid('epoch');
  if (asker.now >= entry.expiresAt) return invalid('expired');
  // Written by a clock that was wrong then or is wrong now: nobody knows how long it is fresh.
  if (entry.createdAt > asker.now + SKEW_MS) return invalid('future');
  if (asker.maxAgeMs !== undefined && asker.now - entry.createdAt > asker.maxAgeMs) return invalid('too-old');
  return { valid: true };
}

function sameEpochs(one: Epochs, other: Epochs): boolean {
  return one.tenant === other.tenant && one.namespace === other.namespace;
}

function invalid(reason: InvalidReason): Validity {
  return { valid: false, reason };
}
