import type { IncomingHttpHeaders } from 'node:http';
import { isStoredKey, NoStoredKeys, SCOPES, type KeyRecogniser, type Principal } from '@app/access';
import { RagCacheError } from '@app/core';
import { parseApiKeyList, type ApiKeyEntry } from '../environment/api-key-list.js';
import { KeyRing } from './key-ring.js';
import { presentedKeys } from './presented-keys.js';

/** Says who is asking. */
export abstract class Authenticator {
  /**
   * At once for a key that this process knows; a stored one that it has not met is looked up first. Of several keys in the
   * headers the first that is ours counts.
   * @throws (or rejects with) RagCacheError `unauthenticated`, or `auth_unavailable` when the look-up fails.
   */
  abstract authenticate(headers: IncomingHttpHeaders): Principal | Promise<Principal>;

  /** Whether a text is a key of this service, or looks like one that it stores. Asks no store. */
  abstract isKey(text: string): boolean;

  /** Without any kind of keys everyone is the tenant `default`; the environment allows that outside production only. */
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

/** `undefined` = nobody's key. */
type Found = Principal | undefined;

/** A key is asked for and looked up. */
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

/** Of several keys those that are none of ours don't count. */
function oneOf(found: readonly (Found | Promise<Found>)[]): Principal | Promise<Principal> {
  const isWaiting = found.some((principal) => principal instanceof Promise);
  return isWaiting
    ? Promise.all(found.map((each) => Promise.resolve(each))).then(agreed)
    : agreed(found as readonly Found[]);
}

/** The first that is known. Which of two tenants is meant is not for us to guess. */
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

/** Development without keys. */
class AnonymousAuthenticator extends Authenticator {
  private readonly anyone: Principal = { tenant: 'default', keyId: 'none', scopes: new Set(SCOPES) };

  authenticate(): Principal {
    return this.anyone;
  }

  isKey(text: string): boolean {
    return isStoredKey(text);
  }
}
