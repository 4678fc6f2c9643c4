/** What a key may be used for. */
export const SCOPES = ['query', 'read', 'purge', 'feedback', 'admin', 'metrics'] as const;
export type KeyScope = (typeof SCOPES)[number];

/** What a key may do when its entry in `API_KEYS` doesn't say. */
export const DEFAULT_SCOPES: readonly KeyScope[] = ['query', 'read', 'purge', 'feedback', 'metrics'];

/** Who is asking, as the API key says and nothing else. */
export interface Principal {
  readonly tenant: string;
  /** Eight hex digits that tell keys apart in logs; the key can't be had from them. */
  readonly keyId: string;
  readonly scopes: ReadonlySet<KeyScope>;
}

/** Whether the principal may do what needs this scope; `admin` may do everything inside its own tenant. */
export function mayUse({ scopes }: Principal, scope: KeyScope): boolean {
  return scopes.has(scope) || scopes.has('admin');
}
