import type { KeyLimits } from './key-limits.js';

/** What a key may be used for. */
export const SCOPES = ['query', 'read', 'purge', 'feedback', 'admin', 'metrics'] as const;
export type KeyScope = (typeof SCOPES)[number];

/** What a key may do when its entry in `API_KEYS` doesn't say. */
export const DEFAULT_SCOPES: readonly KeyScope[] = ['query', 'read', 'purge', 'feedback', 'metrics'];

/** How a tenant may be called. */
export const TENANT = /^[a-z0-9][a-z0-9_-]{0,63}$/;

/** Who is asking, as the API key says and nothing else. */
export interface Principal {
  readonly tenant: string;
  /** Tells keys apart in logs; the key can't be had from it. */
  readonly keyId: string;
  readonly scopes: ReadonlySet<KeyScope>;
  /** Epoch milliseconds; absent = the key has no end. */
  readonly expiresAt?: number;
  /** Absent = none. */
  readonly limits?: KeyLimits;
}

/** Whether the principal may do what needs this scope; `admin` may do everything inside its own tenant. */
export function mayUse({ scopes }: Principal, scope: KeyScope): boolean {
  return scopes.has(scope) || scopes.has('admin');
}

export function isScope(text: string): text is KeyScope {
  return (SCOPES as readonly string[]).includes(text);
}
