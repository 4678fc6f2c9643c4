import { RagCacheError, type Clock } from '@app/core';
import type { KeyStore } from '../key-store.port.js';
import { formatKey, newApiKey } from '../key/api-key.js';
import { claimsText, type KeyDigester } from '../key/key-digester.js';
import type { KeyRecord } from '../key/key-record.js';
import type { KeyRecogniser } from '../known/key-recogniser.js';
import { SCOPES } from '../principal.js';
import { KeyAdministration, type IssuedKey } from './key-administration.js';
import type { KeyOrder } from './key-order.js';

export interface KeyAdministrationParts {
  readonly store: KeyStore;
  readonly digester: KeyDigester;
  readonly clock: Clock;
  /** Of this process, so that a revocation is obeyed here at once. */
  readonly recogniser: KeyRecogniser;
}

/** Keys in a store. */
export class StoredKeyAdministration extends KeyAdministration {
  constructor(private readonly parts: KeyAdministrationParts) {
    super();
  }

  async issue({ tenant, scopes, expiresAt, limits }: KeyOrder): Promise<IssuedKey> {
    const createdAt = this.parts.clock.now();
    if (expiresAt !== undefined && expiresAt <= createdAt) throw hasPassed();
    const key = newApiKey();
    const claims = {
      id: key.id,
      tenant,
      scopes: SCOPES.filter((scope) => scopes.includes(scope)),
      expiresAt,
    };
    const digest = this.parts.digester.digest(claimsText(claims), key.secret).toString('hex');
    const record = { ...claims, createdAt, limits, digest };
    await this.parts.store.add(record);
    return { record, text: formatKey(key) };
  }

  list(): Promise<KeyRecord[]> {
    return this.parts.store.list();
  }

  async revoke(id: string): Promise<boolean> {
    const isThere = await this.parts.store.revoke(id, this.parts.clock.now());
    this.parts.recogniser.forget(id);
    return isThere;
  }
}

function hasPassed(): RagCacheError {
  const message = 'must be in the future';
  return new RagCacheError('validation_failed', `expires_at ${message}.`, {
    errors: [{ path: 'expires_at', message }],
  });
}
