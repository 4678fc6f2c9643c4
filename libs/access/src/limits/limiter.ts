import type { Signals } from '@app/core';
import type { Principal } from '../principal.js';
import { budgetOf } from './budget.js';
import type { Counters } from './counters.port.js';
import { InUse } from './in-use.js';
import type { LimitList } from './limit-list.js';
import { LimitedAccount } from './limited.account.js';

export interface LimiterParts {
  readonly counters: Counters;
  readonly signals: Signals;
  /** What holds for keys unless they have a limit of the same name. */
  readonly perKey: LimitList;
  /** What holds for all keys of a tenant together. */
  readonly perTenant: LimitList;
}

/** Holds keys and tenants to their limits. */
export class Limiter {
  private readonly inUse = new InUse();
  /** Worked out once per key: who it was read as lives as long as the key is known. */
  private readonly accounts = new WeakMap<Principal, { readonly account?: LimitedAccount }>();

  constructor(private readonly parts: LimiterParts) {}

  /** `undefined` = it may do everything. */
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
    return budget && new LimitedAccount(budget, { counters, signals, inUse: this.inUse });
  }
}
