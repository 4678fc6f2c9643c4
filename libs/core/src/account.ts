import type { Usage } from './entry.js';

/** Who a request is charged to: what may still be used, and what was. */
export abstract class Account {
  /** Before a model is asked. Rejects with `RagCacheError` `rate_limited`. */
  abstract admitCall(): Promise<void>;
  /** Before an answer that might be remembered is made; `false` = it is not to be. Never rejects. */
  abstract admitWrite(): Promise<boolean>;
  /** What the answer of that call cost; `usd` is absent when its model has no price. Never rejects, nobody waits for it. */
  abstract charge(usage: Usage, usd?: number): void;
}
