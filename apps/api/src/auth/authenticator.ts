import type { IncomingHttpHeaders } from 'node:http';
import { RagCacheError } from '@app/core';
import { parseApiKeyList } from './api-key-list.js';
import { KeyRing } from './key-ring.js';
import { SCOPES, type Principal } from './principal.js';

/** Says who is asking. */
export abstract class Authenticator {
  /** @throws RagCacheError `unauthenticated`. */
  abstract authenticate(headers: IncomingHttpHeaders): Principal;

  /** Without keys everyone is the tenant `default`; the environment allows that outside production only. */
  static from(apiKeys: string | undefined): Authenticator {
    if (!apiKeys) return new OpenDoor();
    const parsed = parseApiKeyList(apiKeys);
    if (!parsed.ok) throw new Error(`API_KEYS: ${parsed.problem}.`);
    return new KeyAuthenticator(new KeyRing(parsed.entries));
  }
}

/** A key is asked for and looked up. */
class KeyAuthenticator extends Authenticator {
  constructor(private readonly keys: KeyRing) {
    super();
  }

  authenticate(headers: IncomingHttpHeaders): Principal {
    const principal = this.keys.principalOf(presentedKey(headers) ?? '');
    if (principal) return principal;
    throw new RagCacheError(
      'unauthenticated',
      'Send a valid API key as "Authorization: Bearer <key>" or "X-API-Key: <key>".',
    );
  }
}

/** Development without keys. */
class OpenDoor extends Authenticator {
  private readonly anyone: Principal = { tenant: 'default', keyId: 'none', scopes: new Set(SCOPES) };

  authenticate(): Principal {
    return this.anyone;
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
