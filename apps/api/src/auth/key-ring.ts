import { hash } from 'node:crypto';
import type { ApiKeyEntry } from '../environment/api-key-list.js';
import type { Principal } from '@app/access';

/**
 * The keys that open this service, kept as SHA-256 digests: the keys themselves are forgotten. A look-up by digest
 * needs no constant time: nobody can steer towards a digest, so how long it took says nothing about a key.
 */
export class KeyRing {
  private readonly principals = new Map<string, Principal>();

  constructor(entries: readonly ApiKeyEntry[]) {
    for (const { tenant, key, scopes } of entries) {
      const digest = digestOf(key);
      this.principals.set(digest, { tenant, keyId: digest.slice(0, 8), scopes });
    }
  }

  /** `undefined` = nobody's key. */
  principalOf(key: string): Principal | undefined {
    return this.principals.get(digestOf(key));
  }
}

function digestOf(key: string): string {
  return hash('sha256', key, 'hex');
}
