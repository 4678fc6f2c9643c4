import { hash, timingSafeEqual } from 'node:crypto';
import type { ApiKeyEntry } from './api-key-list.js';
import type { Principal } from './principal.js';

interface Held {
  readonly digest: Buffer;
  readonly principal: Principal;
}

/** Compared with when no key has the digest, so that an unknown key costs the same work as a known one. */
const NOBODY = Buffer.alloc(32);

/** The keys that open this service, kept as SHA-256 digests: the keys themselves are forgotten. */
export class KeyRing {
  private readonly held = new Map<string, Held>();

  constructor(entries: readonly ApiKeyEntry[]) {
    for (const { tenant, key, scopes } of entries) {
      const digest = digestOf(key);
      const keyId = digest.toString('hex').slice(0, 8);
      this.held.set(digest.toString('base64'), { digest, principal: { tenant, keyId, scopes } });
    }
  }

  /** `undefined` = nobody's key. */
  principalOf(key: string): Principal | undefined {
    const digest = digestOf(key);
    const found = this.held.get(digest.toString('base64'));
    return timingSafeEqual(digest, found?.digest ?? NOBODY) ? found?.principal : undefined;
  }
}

function digestOf(key: string): Buffer {
  return hash('sha256', key, 'buffer');
}
