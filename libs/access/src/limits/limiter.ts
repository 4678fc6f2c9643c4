import type { Signals } from '@app/core';
import type { Principal } from '../principal.js';
import { budgetOf } from './budget.js';
import { ConcurrencyCounter } from './concurrency.counter.js';
import type { Counters } from './counters.port.js';
import type { LimitList } from './limit-list.js';
import { LimitedAccount } from './limited.account.js';

export interface LimiterParts {
  readonly counters: Counters;
  readonly signals: Signals;
  /** The limits of every key, unless the key has its own limit of the same name. */
  readonly perKey: LimitList;
  /** The limits of all keys of a tenant together. */
  readonly perTenant: LimitList;
}

/** Enforces the limits of keys and tenants. */
export class Limiter {
  private readonly concurrency = new ConcurrencyCounter();
  /** Computed once per principal. The principal object lives as long as this process knows the key. */
  private readonly accounts = new WeakMap<Principal, { readonly account?: LimitedAccount }>();

  constructor(private readonly parts: LimiterParts) {}

  /** Returns undefined for a key without limits. */
  accountOf(principal: Principal): LimitedAccount | undefined {
    const known = this.accounts.get(principal);
    if (known) return known.account;
    const account = this.open(principal);
    this.accounts.set(principal, { account });
    return account;
  }

  private open(principal: Principal): LimitedAccount | undefined {
    const { perKey, perTenant, counters, signals } = this.parts;
    const { tenant, limits } = principal;
    const budget = budgetOf(principal, {
      key: { ...perKey.of(tenant), ...limits },
      tenant: perTenant.of(tenant),
    });
    return budget && new LimitedAccount(budget, { counters, signals, concurrency: this.concurrency });
  }
}
