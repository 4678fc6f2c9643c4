import { DEFAULT_SCOPES, isScope, SCOPES, TENANT, type KeyScope } from '@app/access';

/** One entry of `API_KEYS`. */
export interface ApiKeyEntry {
  readonly tenant: string;
  readonly key: string;
  readonly scopes: ReadonlySet<KeyScope>;
}

export type ParsedKeys =
  | { readonly ok: true; readonly entries: readonly ApiKeyEntry[] }
  /** Names positions (from 1), never texts. */
  | { readonly ok: false; readonly problem: string };

const KEY = /^[A-Za-z0-9_.~-]{24,128}$/;

/** Reads `tenant:key[:scope+scope]`, comma-separated. */
export function parseApiKeyList(list: string): ParsedKeys {
  const entries: ApiKeyEntry[] = [];
  for (const [index, text] of list.split(',').entries()) {
    const [tenant = '', key = '', scopes, ...rest] = text.trim().split(':');
    const fault = rest.length > 0 ? 'has too many colons' : faultOf(tenant, key, scopes);
    if (fault) return { ok: false, problem: `entry ${index + 1} ${fault}` };
    const first = entries.findIndex((entry) => entry.key === key);
    if (first >= 0) return { ok: false, problem: `entries ${first + 1} and ${index + 1} have the same key` };
    entries.push({ tenant, key, scopes: scopesOf(scopes) });
  }
  return { ok: true, entries };
}

function faultOf(tenant: string, key: string, scopes?: string): string | undefined {
  if (!TENANT.test(tenant))
    return 'needs a tenant of 1 to 64 of a-z, 0-9, _ and -, starting with a letter or digit';
  if (!KEY.test(key)) return 'needs a key of 24 to 128 of A-Z, a-z, 0-9, _ . ~ and -';
  if (scopes !== undefined && !scopes.split('+').every(isScope)) {
    return `has an unknown scope; scopes are ${SCOPES.join(', ')}, joined by +`;
  }
  return undefined;
}

function scopesOf(text: string | undefined): ReadonlySet<KeyScope> {
  return new Set(text === undefined ? DEFAULT_SCOPES : text.split('+').filter(isScope));
}
