import type { Usage } from './entry.js';

/** The account that a request is charged to. It admits calls and writes, and records usage. */
export abstract class Account {
  /** Called before a model is called. Rejects with `RagCacheError` `rate_limited`. */
  abstract admitCall(): Promise<void>;
  /** Called before an answer is made that may be stored. Resolves to whether it may be. Never rejects. */
  abstract admitWrite(): Promise<boolean>;
  /** Records the usage of a call. `usd` is absent when the model has no price. Never throws; the caller does not wait for it. */
  abstract charge(usage: Usage, usd?: number): void;
}
