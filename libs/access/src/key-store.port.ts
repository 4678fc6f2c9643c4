import { Store } from '@app/cache';
import type { KeyRecord } from './key/key-record.js';

/** Where stored keys live. It judges nothing: revoked and expired keys are found like any other until they are dropped. */
export abstract class KeyStore extends Store {
  /** Adds a key whose id is new, and drops those that need not be kept any longer. */
  abstract add(record: KeyRecord): Promise<void>;
  /** `undefined` = there is none. */
  abstract find(id: string): Promise<KeyRecord | undefined>;
  /** Of all tenants, oldest first. */
  abstract list(): Promise<KeyRecord[]>;
  /** Notes the time, unless the key was revoked before. Resolves to false when there is no such key. */
  abstract revoke(id: string, now: number): Promise<boolean>;
  /** Text that is another one after each revocation, whichever process revoked. */
  abstract revision(): Promise<string>;
}
