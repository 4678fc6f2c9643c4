import type { KeyLimits } from './key-limits.js';

/** The rights of a key. */
export const SCOPES = ['query', 'read', 'purge', 'feedback', 'admin', 'metrics'] as const;
export type KeyScope = (typeof SCOPES)[number];

/** The scopes of a key whose entry in `API_KEYS` names none. */
export const DEFAULT_SCOPES: readonly KeyScope[] = ['query', 'read', 'purge', 'feedback', 'metrics'];

/** A valid name of a tenant. */
export const TENANT = /^[a-z0-9][a-z0-9_-]{0,63}$/;

/** The owner of a request. Everything in it comes from the API key. */
export interface Principal {
  readonly tenant: string;
  /** Identifies the key in logs. The key can't be computed from it. */
  readonly keyId: string;
  readonly scopes: ReadonlySet<KeyScope>;
  /** Epoch milliseconds; absent = the key does not expire. */
  readonly expiresAt?: number;
  /** Absent = none. */
  readonly limits?: KeyLimits;
}

/** Whether the principal has the scope. `admin` includes every scope inside its own tenant. */
export function mayUse({ scopes }: Principal, scope: KeyScope): boolean {
  return scopes.has(scope) || scopes.has('admin');
}

export function isScope(text: string): text is KeyScope {
  return (SCOPES as readonly string[]).includes(text);
}
