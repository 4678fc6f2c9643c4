import type { IncomingHttpHeaders } from 'node:http';
import { isStoredKey, NoStoredKeys, SCOPES, type KeyRecogniser, type Principal } from '@app/access';
import { RagCacheError } from '@app/core';
import { parseApiKeyList, type ApiKeyEntry } from './api-key-list.js';
import { KeyRing } from './key-ring.js';

/** Says who is asking. */
export abstract class Authenticator {
  /**
   * At once for a key that this process knows; a stored one that it has not met is looked up first.
   * @throws (or rejects with) RagCacheError `unauthenticated`, or `auth_unavailable` when the look-up fails.
   */
  abstract authenticate(headers: IncomingHttpHeaders): Principal | Promise<Principal>;

  /** Whether a text is a key of this service, or looks like one that it stores. Asks no store. */
  abstract isKey(text: string): boolean;

  /** Without any kind of keys everyone is the tenant `default`; the environment allows that outside production only. */
  static from(apiKeys: string | undefined, stored: KeyRecogniser): Authenticator {
    if (!apiKeys && stored instanceof NoStoredKeys) return new OpenDoor();
    return new KeyAuthenticator(new KeyRing(apiKeys ? entriesOf(apiKeys) : []), stored);
  }
}

function entriesOf(apiKeys: string): readonly ApiKeyEntry[] {
  const parsed = parseApiKeyList(apiKeys);
  if (!parsed.ok) throw new Error(`API_KEYS: ${parsed.problem}.`);
  return parsed.entries;
}

/** A key is asked for and looked up. */
class KeyAuthenticator extends Authenticator {
  constructor(
    private readonly keys: KeyRing,
    private readonly stored: KeyRecogniser,
  ) {
    super();
  }

  authenticate(headers: IncomingHttpHeaders): Principal | Promise<Principal> {
    const key = presentedKey(headers) ?? '';
    const principal = this.keys.principalOf(key) ?? this.stored.recognise(key);
    return principal instanceof Promise ? principal.then(known) : known(principal);
  }

  isKey(text: string): boolean {
    return this.keys.principalOf(text) !== undefined || isStoredKey(text);
  }
}

function known(principal: Principal | undefined): Principal {
  if (principal) return principal;
  throw new RagCacheError(
    'unauthenticated',
    'Send a valid API key as "Authorization: Bearer <key>" or "X-API-Key: <key>".',
  );
}

/** Development without keys. */
class OpenDoor extends Authenticator {
  private readonly anyone: Principal = { tenant: 'default', keyId: 'none', scopes: new Set(SCOPES) };

  authenticate(): Principal {
    return this.anyone;
  }

  isKey(text: string): boolean {
    return isStoredKey(text);
  }
}

const BEARER = 'bearer ';

function presentedKey(headers: IncomingHttpHeaders): string | undefined {
  const { authorization, 'x-api-key': apiKey } = headers;
  if (authorization && authorization.slice(0, BEARER.length).toLowerCase() === BEARER) {
    return authorization.slice(BEARER.length).trim();
  }
  return typeof apiKey === 'string' ? apiKey : undefined;
}
