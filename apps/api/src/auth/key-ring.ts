import { hash } from 'node:crypto';
import type { ApiKeyEntry } from '../environment/api-key-list.js';
import type { Principal } from '@app/access';

/**
 * The keys of `API_KEYS`, kept as SHA-256 digests only. Looking one up needs no constant time: an attacker can't choose a digest,
 * so the time says nothing about a key.
 */
export class KeyRing {
  private readonly principals = new Map<string, Principal>();

  constructor(entries: readonly ApiKeyEntry[]) {
    for (const { tenant, key, scopes } of entries) {
      const digest = digestOf(key);
      this.principals.set(digest, { tenant, keyId: digest.slice(0, 8), scopes });
    }
  }

  /** `undefined` = an unknown key. */
  principalOf(key: string): Principal | undefined {
    return this.principals.get(digestOf(key));
  }
}

function digestOf(key: string): string {
  return hash('sha256', key, 'hex');
}
