import type { Principal } from '../principal.js';

/** Finds the principal of a stored key. */
export abstract class KeyRecogniser {
  /**
   * Returns at once for a key that this process knows, and a promise when the store has to be read. `undefined` = no such key.
   * Rejects with RagCacheError `auth_unavailable` when the store can't be read.
   */
  abstract recognise(text: string): Principal | undefined | Promise<Principal | undefined>;
  /** Drops what this process knows of the key, so that the next request reads it from the store. */
  abstract forget(id: string): void;
}

/** Knows no key, because without a pepper there are no stored keys. */
export class NoStoredKeys extends KeyRecogniser {
  recognise(): undefined {
    return undefined;
  }

  forget(): void {}
}
