import { RagCacheError, type Clock } from '@app/core';
import type { KeyStore } from '../key-store.port.js';
import { formatKey, newApiKey, type ApiKey } from '../key/api-key.js';
import { claimsText, type KeyClaims, type KeyDigester } from '../key/key-digester.js';
import type { KeyRecord } from '../key/key-record.js';
import type { KeyRecogniser } from '../known/key-recogniser.js';
import { SCOPES, type Principal } from '../principal.js';
import { KeyAdministration, type IssuedKey } from './key-administration.js';
import { escalationIn, type KeyOrder } from './key-order.js';

type SignedClaims = KeyClaims & Pick<KeyRecord, 'digest'>;

export interface KeyAdministrationParts {
  readonly store: KeyStore;
  readonly digester: KeyDigester;
  readonly clock: Clock;
  /** The recogniser of this process, so that a revocation takes effect here at once. */
  readonly recogniser: KeyRecogniser;
}

/** Administers the keys in a store. */
export class StoredKeyAdministration extends KeyAdministration {
  constructor(private readonly parts: KeyAdministrationParts) {
    super();
  }

  async issue(order: KeyOrder, issuer?: Principal): Promise<IssuedKey> {
    const createdAt = this.parts.clock.now();
    const refused = refusalOf(order, createdAt, issuer);
    if (refused) throw refused;
    const key = newApiKey();
    const record = { ...this.signed(order, key), createdAt, limits: order.limits };
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

  private signed({ tenant, scopes, expiresAt }: KeyOrder, { id, secret }: ApiKey): SignedClaims {
    const claims = { id, tenant, scopes: SCOPES.filter((scope) => scopes.includes(scope)), expiresAt };
    return { ...claims, digest: this.parts.digester.digest(claimsText(claims), secret).toString('hex') };
  }
}

function refusalOf(order: KeyOrder, now: number, issuer?: Principal): RagCacheError | undefined {
  const excess = issuer && escalationIn(order, issuer);
  if (excess) return new RagCacheError('forbidden', `A key can't grant more than it has: ${excess}.`);
  if ((order.expiresAt ?? Infinity) > now) return undefined;
  const message = 'must be in the future';
  const errors = [{ path: 'expires_at', message }];
  return new RagCacheError('validation_failed', `expires_at ${message}.`, { errors });
}
