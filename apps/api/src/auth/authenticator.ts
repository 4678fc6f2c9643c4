import type { IncomingHttpHeaders } from 'node:http';
import { isStoredKey, NoStoredKeys, SCOPES, type KeyRecogniser, type Principal } from '@app/access';
import { RagCacheError } from '@app/core';
import { parseApiKeyList, type ApiKeyEntry } from '../environment/api-key-list.js';
import { KeyRing } from './key-ring.js';
import { presentedKeys } from './presented-keys.js';

/** Finds the principal of a request by its API key. */
export abstract class Authenticator {
  /**
   * Returns no promise for a key that this process knows; a stored key that it has not met is looked up first. When the headers
   * hold several keys, the first key of ours counts.
   * @throws (or rejects with) RagCacheError `unauthenticated`, or `auth_unavailable` when the look-up fails.
   */
  abstract authenticate(headers: IncomingHttpHeaders): Principal | Promise<Principal>;

  /** Whether a text is one of our keys, or has the form of a stored key. Makes no call to a store. */
  abstract isKey(text: string): boolean;

  /** Without API_KEYS and stored keys everyone is the tenant `default`. The environment allows that outside production only. */
  static from(apiKeys: string | undefined, stored: KeyRecogniser): Authenticator {
    if (!apiKeys && stored instanceof NoStoredKeys) return new AnonymousAuthenticator();
    return new KeyAuthenticator(new KeyRing(apiKeys ? entriesOf(apiKeys) : []), stored);
  }
}

function entriesOf(apiKeys: string): readonly ApiKeyEntry[] {
  const parsed = parseApiKeyList(apiKeys);
  if (!parsed.ok) throw new Error(`API_KEYS: ${parsed.problem}.`);
  return parsed.entries;
}

const TWO_TENANTS =
  'The request has API keys of different tenants in its headers (Authorization, X-API-Key, api-key). Send one of them.';

/** `undefined` = an unknown key. */
type Found = Principal | undefined;

/** Requires a known key. */
class KeyAuthenticator extends Authenticator {
  constructor(
    private readonly keys: KeyRing,
    private readonly stored: KeyRecogniser,
  ) {
    super();
  }

  authenticate(headers: IncomingHttpHeaders): Principal | Promise<Principal> {
    const [first = '', ...others] = presentedKeys(headers);
    const principal = this.find(first);
    if (others.length > 0) return oneOf([principal, ...others.map((key) => this.find(key))]);
    return principal instanceof Promise ? principal.then(known) : known(principal);
  }

  isKey(text: string): boolean {
    return this.keys.principalOf(text) !== undefined || isStoredKey(text);
  }

  private find(key: string): Found | Promise<Found> {
    return this.keys.principalOf(key) ?? this.stored.recognise(key);
  }
}

/** Among several keys, unknown ones are ignored. */
function oneOf(found: readonly (Found | Promise<Found>)[]): Principal | Promise<Principal> {
  const isWaiting = found.some((principal) => principal instanceof Promise);
  return isWaiting
    ? Promise.all(found.map((each) => Promise.resolve(each))).then(agreed)
    : agreed(found as readonly Found[]);
}

/** The first known key. Keys of two tenants are refused: we can't guess which tenant is meant. */
function agreed(found: readonly Found[]): Principal {
  const tenants = new Set(found.flatMap((principal) => principal?.tenant ?? []));
  if (tenants.size > 1) throw new RagCacheError('unauthenticated', TWO_TENANTS);
  return known(found.find(Boolean));
}

function known(principal: Found): Principal {
  if (principal) return principal;
  throw new RagCacheError(
    'unauthenticated',
    'Send a valid API key as "Authorization: Bearer <key>" or "X-API-Key: <key>".',
  );
}

/** Authenticates everyone, in development without keys. */
class AnonymousAuthenticator extends Authenticator {
  private readonly anyone: Principal = { tenant: 'default', keyId: 'none', scopes: new Set(SCOPES) };

  authenticate(): Principal {
    return this.anyone;
  }

  isKey(text: string): boolean {
    return isStoredKey(text);
  }
}
