import { RagCacheError } from '@app/core';
import type { KeyRecord } from '../key/key-record.js';
import type { Principal } from '../principal.js';
import type { KeyOrder } from './key-order.js';

/** A new key. `text` is seen this once: the store can't give it back. */
export interface IssuedKey {
  readonly record: KeyRecord;
  readonly text: string;
}

/** What can be done about stored keys. */
export abstract class KeyAdministration {
  /**
   * @param giver whose key asks: it can't grant more than it has. Absent = the operator.
   * @throws RagCacheError `forbidden`, `validation_failed` for an end that has passed, `store_unavailable`, `keys_disabled`.
   */
  abstract issue(order: KeyOrder, giver?: Principal): Promise<IssuedKey>;
  /** Of all tenants, oldest first; revoked and expired ones for another 30 days. */
  abstract list(): Promise<KeyRecord[]>;
  /** False = there is no such key. A key that was revoked before stays so. */
  abstract revoke(id: string): Promise<boolean>;
}

/** Without a pepper nothing can be done. */
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
