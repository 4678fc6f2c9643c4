import { Account, type Admission, type Usage } from '@app/core';
import type { Holder, Limiter } from './limiter.js';

/** The account of one request of a key that has limits. */
export class LimitedAccount extends Account {
  constructor(
    private readonly limiter: Limiter,
    private readonly holder: Holder,
  ) {
    super();
  }

  /** Tokens and money are known only afterwards: a call is admitted while anything is left of them. */
  async admitCall(): Promise<Admission> {
    const { limiter, holder } = this;
    for (const rate of ['tokens_per_minute', 'tokens_per_day', 'usd_per_minute', 'usd_per_day'] as const)
      await limiter.take(holder, rate, 0);
    await limiter.take(holder, 'misses_per_minute');
    return { mayWrite: await limiter.takesIfItMay(holder, 'cache_writes_per_minute') };
  }

  charge({ total }: Usage, usd = 0): void {
    const { limiter, holder } = this;
    void limiter.charge(holder, 'tokens_per_minute', total);
    void limiter.charge(holder, 'tokens_per_day', total);
    void limiter.charge(holder, 'usd_per_minute', usd);
    void limiter.charge(holder, 'usd_per_day', usd);
  }
}
