import type { KeyLimits } from '../key-limits.js';
import type { KeyScope, Principal } from '../principal.js';

/** A stored key, without its secret. Times are epoch milliseconds. */
export interface KeyRecord {
  readonly id: string;
  readonly tenant: string;
  readonly scopes: readonly KeyScope[];
  readonly createdAt: number;
  /** Absent = the key does not expire. */
  readonly expiresAt?: number;
  /** Absent = the key is in force. */
  readonly revokedAt?: number;
  readonly limits: KeyLimits;
  /** Digest of the secret and the key's rights, 64 hex digits. The secret can't be computed from it. */
  readonly digest: string;
}

/** How long a revoked or expired key can still be looked up. */
const RETENTION_MS = 30 * 86_400_000;

/** The time until which a store keeps the record; `Infinity` for a key that does not expire. */
export function retainedUntil({
  expiresAt = Infinity,
  revokedAt = Infinity,
}: Pick<KeyRecord, 'expiresAt' | 'revokedAt'>): number {
  return Math.min(expiresAt, revokedAt) + RETENTION_MS;
}

export function isInForce({ expiresAt = Infinity, revokedAt }: KeyRecord, now: number): boolean {
  return revokedAt === undefined && now < expiresAt;
}

export function principalOf({ id, tenant, scopes, expiresAt, limits }: KeyRecord): Principal {
  return { tenant, keyId: id, scopes: new Set(scopes), expiresAt, limits };
}
