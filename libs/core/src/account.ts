import type { Usage } from './entry.js';

/** What an account says to a call of a model. */
export interface Admission {
  /** `false` = the answer is not to be remembered. */
  readonly mayWrite: boolean;
}

/** Who a request is charged to: what may still be used, and what was. */
export abstract class Account {
  /** Before a model is asked. Rejects with `RagCacheError` `rate_limited`. */
  abstract admitCall(): Promise<Admission>;
  /** What the answer of that call cost; `usd` is absent when its model has no price. Never rejects, nobody waits for it. */
  abstract charge(usage: Usage, usd?: number): void;
}
