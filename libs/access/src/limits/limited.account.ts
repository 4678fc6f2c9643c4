import { Account, type Signals, type Usage } from '@app/core';
import type { Budget, Limit, RateLimit } from './budget.js';
import type { ConcurrencyCounter } from './concurrency.counter.js';
import type { Charge, Counters } from './counters.port.js';
import { LimitReached, type LimitState } from './limit-reached.js';
import { type Rate, unitsOf } from './rates.js';

export interface AccountTools {
  readonly counters: Counters;
  readonly concurrency: ConcurrencyCounter;
  readonly signals: Signals;
}

const SPENT = ['tokens_per_minute', 'tokens_per_day', 'usd_per_minute', 'usd_per_day'] as const;
const SPENT_BY_A_CALL: ReadonlySet<Rate> = new Set([...SPENT, 'misses_per_minute']);
const REQUESTS: ReadonlySet<Rate> = new Set(['requests_per_minute']);
const WRITES: ReadonlySet<Rate> = new Set(['cache_writes_per_minute']);

/** The advice of a reached concurrency limit: other requests of the key end within moments. */
const SOON_MS = 1_000;

/** The charges of one kind of event, each with the rate limit that it counts against. */
interface ChargeSet {
  readonly rateLimits: readonly RateLimit[];
  readonly charges: readonly Charge[];
}

/** The account of a key that has limits. */
export class LimitedAccount extends Account {
  private readonly requests: ChargeSet;
  private readonly calls: ChargeSet;
  private readonly writes: ChargeSet;

  constructor(
    readonly budget: Budget,
    private readonly tools: AccountTools,
  ) {
    super();
    this.requests = chargesFor(budget, REQUESTS);
    this.calls = chargesFor(budget, SPENT_BY_A_CALL);
    this.writes = chargesFor(budget, WRITES);
  }

  /** Counts a request. Resolves to the state of its limits. @throws LimitReached. */
  admitRequest(): Promise<readonly LimitState[]> {
    return this.take(this.requests);
  }

  /**
   * Counts a request in progress, in this process alone.
   * @returns the release; call it once, when the request ends. @throws LimitReached.
   */
  acquire(): () => void {
    const { concurrency } = this.tools;
    const acquired: string[] = [];
    const release = () => acquired.forEach((counter) => concurrency.release(counter));
    for (const limit of this.budget.concurrencyLimits) {
      if (concurrency.acquire(limit.counter, limit.value)) acquired.push(limit.counter);
      else {
        release();
        throw this.reached([{ limit, remaining: 0, waitMs: SOON_MS }]);
      }
    }
    return release;
  }

  /** Tokens and money are known only after the call, so a call is admitted while anything is left of them. */
  async admitCall(): Promise<void> {
    await this.take(this.calls);
  }

  admitWrite(): Promise<boolean> {
    return this.take(this.writes).then(
      () => true,
      () => false,
    );
  }

  charge({ total }: Usage, usd = 0): void {
    const charges = this.budget.rateLimits.filter(isSpent).flatMap((rateLimit) => {
      const cost = unitsOf(rateLimit.name, rateLimit.name.startsWith('usd') ? usd : total);
      return cost > 0 ? [chargeOf(rateLimit, cost)] : [];
    });
    if (charges.length > 0) void this.tools.counters.record(charges);
  }

  private async take({ rateLimits, charges }: ChargeSet): Promise<readonly LimitState[]> {
    if (charges.length === 0) return [];
    const quotas = await this.tools.counters.take(charges);
    const states = quotas.map((quota, at) => ({ ...quota, limit: rateLimits[at]! }));
    const refused = states.filter(({ granted }) => !granted);
    if (refused.length > 0) throw this.reached(refused);
    return states;
  }

  private reached(states: readonly LimitState[]): LimitReached {
    for (const { limit } of states) this.tools.signals.count('limit', reasonOf(limit));
    return new LimitReached(states);
  }
}

/** Computed once, because every request needs it. The charge of a rate that is spent later is 0: it only checks for a rest. */
function chargesFor(budget: Budget, rates: ReadonlySet<Rate>): ChargeSet {
  const rateLimits = budget.rateLimits.filter(({ name }) => rates.has(name));
  return { rateLimits, charges: rateLimits.map((limit) => chargeOf(limit, isSpent(limit) ? 0 : 1)) };
}

function chargeOf({ counter, allowance }: RateLimit, cost: number): Charge {
  return { counter, allowance, cost };
}

function isSpent({ name }: RateLimit): boolean {
  return (SPENT as readonly Rate[]).includes(name);
}

function reasonOf({ of, name }: Limit): string {
  return of === 'key' ? name : `tenant.${name}`;
}
