import type { KeyLimits } from '../key-limits.js';
import type { KeyScope, Principal } from '../principal.js';

/** A stored key as its store knows it. Times are epoch milliseconds. */
export interface KeyRecord {
  readonly id: string;
  readonly tenant: string;
  readonly scopes: readonly KeyScope[];
  readonly createdAt: number;
  /** Absent = no end. */
  readonly expiresAt?: number;
  /** Absent = in force. */
  readonly revokedAt?: number;
  readonly limits: KeyLimits;
  /** Of the secret and what it opens, 64 hex digits; the secret can't be had from it. */
  readonly digest: string;
}

/** How long a key that opens nothing any more can still be looked up. */
const KEPT_MS = 30 * 86_400_000;

/** Until when a store keeps the record; `Infinity` while the key has no end. */
export function keptUntil({
  expiresAt = Infinity,
  revokedAt = Infinity,
}: Pick<KeyRecord, 'expiresAt' | 'revokedAt'>): number {
  return Math.min(expiresAt, revokedAt) + KEPT_MS;
}

export function isInForce({ expiresAt = Infinity, revokedAt }: KeyRecord, now: number): boolean {
  return revokedAt === undefined && now < expiresAt;
}

export function principalOf({ id, tenant, scopes, expiresAt, limits }: KeyRecord): Principal {
  return { tenant, keyId: id, scopes: new Set(scopes), expiresAt, limits };
}
