import type { Principal } from '../principal.js';

/** Says whose a stored key is. */
export abstract class KeyRecogniser {
  /**
   * At once for a key that this process knows, else after a look into the store. `undefined` = nobody's.
   * Rejects with RagCacheError `auth_unavailable` when the store would have to be asked and can't be.
   */
  abstract recognise(text: string): Principal | undefined | Promise<Principal | undefined>;
  /** The key with this id is to be looked up anew. */
  abstract forget(id: string): void;
}

/** Without a pepper there are no stored keys. */
export class NoStoredKeys extends KeyRecogniser {
  recognise(): undefined {
    return undefined;
  }

  forget(): void {}
}
