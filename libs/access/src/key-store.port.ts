import { Store } from '@app/cache';
import type { KeyRecord } from './key/key-record.js';

/** The store of API keys. It judges nothing: it returns revoked and expired keys like any others until they are dropped. */
export abstract class KeyStore extends Store {
  /** Adds a key with a new id, and drops the keys whose retention has ended. */
  abstract add(record: KeyRecord): Promise<void>;
  /** Resolves to undefined when there is no such key. */
  abstract find(id: string): Promise<KeyRecord | undefined>;
  /** The keys of all tenants, oldest first. */
  abstract list(): Promise<KeyRecord[]>;
  /** Sets the time of revocation, unless the key was revoked before. Resolves to false when there is no such key. */
  abstract revoke(id: string, now: number): Promise<boolean>;
  /** A text that changes with each revocation, by whichever process. */
  abstract revision(): Promise<string>;
}
