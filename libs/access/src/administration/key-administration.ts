import { RagCacheError } from '@app/core';
import type { KeyRecord } from '../key/key-record.js';
import type { Principal } from '../principal.js';
import type { KeyOrder } from './key-order.js';

/** A new key. `text` is the key itself and is shown this once: the store can't return it. */
export interface IssuedKey {
  readonly record: KeyRecord;
  readonly text: string;
}

/** Issues, lists and revokes stored keys. */
export abstract class KeyAdministration {
  /**
   * @param issuer the principal whose key asks. It can't grant more than it has. Absent = the operator.
   * @throws RagCacheError `forbidden`, `validation_failed` for an expiry in the past, `store_unavailable`, `keys_disabled`.
   */
  abstract issue(order: KeyOrder, issuer?: Principal): Promise<IssuedKey>;
  /** The keys of all tenants, oldest first. Revoked and expired keys are listed for another 30 days. */
  abstract list(): Promise<KeyRecord[]>;
  /** Resolves to false when there is no such key. Revoking a key again changes nothing. */
  abstract revoke(id: string): Promise<boolean>;
}

/** Refuses everything, because there is no pepper to hash keys with. */
export class DisabledKeyAdministration extends KeyAdministration {
  issue(): Promise<IssuedKey> {
    return Promise.reject(disabled());
  }

  list(): Promise<KeyRecord[]> {
    return Promise.reject(disabled());
  }

  revoke(): Promise<boolean> {
    return Promise.reject(disabled());
  }
}

function disabled(): RagCacheError {
  return new RagCacheError(
    'keys_disabled',
    'KEY_PEPPER is not set, so that no keys can be stored. Your operator can set it, or list keys in API_KEYS.',
  );
}
