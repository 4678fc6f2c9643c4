import { Account, type Signals, type Usage } from '@app/core';
import type { Budget, Limit, Meter } from './budget.js';
import type { Counters } from './counters.port.js';
import type { InUse } from './in-use.js';
import { LimitReached, type Standing } from './limit-reached.js';
import { type Rate, unitsOf } from './rates.js';

export interface AccountTools {
  readonly counters: Counters;
  readonly inUse: InUse;
  readonly signals: Signals;
}

const SPENT = ['tokens_per_minute', 'tokens_per_day', 'usd_per_minute', 'usd_per_day'] as const;
const SPENT_BY_A_CALL: ReadonlySet<Rate> = new Set([...SPENT, 'misses_per_minute']);
const ARRIVALS: ReadonlySet<Rate> = new Set(['requests_per_minute']);
const WRITES: ReadonlySet<Rate> = new Set(['cache_writes_per_minute']);

/** Requests end all the time. */
const SOON_MS = 1_000;

/** A key that has limits. */
export class LimitedAccount extends Account {
  constructor(
    readonly budget: Budget,
    private readonly tools: AccountTools,
  ) {
    super();
  }

  /** Counts a request. Resolves to how its limits stand then. @throws LimitReached. */
  arrive(): Promise<readonly Standing[]> {
    return this.take(ARRIVALS);
  }

  /**
   * Counts a request as being answered, in this process alone.
   * @returns to be called once, when it no longer is. @throws LimitReached.
   */
  enter(): () => void {
    const { inUse } = this.tools;
    const entered: string[] = [];
    const leave = () => entered.forEach((counter) => inUse.leave(counter));
    for (const ceiling of this.budget.ceilings) {
      if (inUse.enter(ceiling.counter, ceiling.value)) entered.push(ceiling.counter);
      else {
        leave();
        throw this.reached([{ limit: ceiling, remaining: 0, waitMs: SOON_MS }]);
      }
    }
    return leave;
  }

  /** Tokens and money are known only afterwards: a call is admitted while anything is left of them. */
  async admitCall(): Promise<void> {
    await this.take(SPENT_BY_A_CALL);
  }

  admitWrite(): Promise<boolean> {
    return this.take(WRITES).then(
      () => true,
      () => false,
    );
  }

  charge({ total }: Usage, usd = 0): void {
    const draws = SPENT.flatMap((rate) => {
      const cost = unitsOf(rate, rate.startsWith('usd') ? usd : total);
      return cost > 0 ? this.meters(new Set([rate])).map((meter) => drawOf(meter, cost)) : [];
    });
    if (draws.length > 0) void this.tools.counters.charge(draws);
  }

  private async take(rates: ReadonlySet<Rate>): Promise<readonly Standing[]> {
    const meters = this.meters(rates);
    if (meters.length === 0) return [];
    const draws = meters.map((meter) => drawOf(meter, isSpent(meter) ? 0 : 1));
    const rooms = await this.tools.counters.take(draws);
    const standings = rooms.map((room, at) => ({ ...room, limit: meters[at]! }));
    const refused = standings.filter(({ granted }) => !granted);
    if (refused.length > 0) throw this.reached(refused);
    return standings;
  }

  private reached(standings: readonly Standing[]): LimitReached {
    for (const { limit } of standings) this.tools.signals.count('limit', reasonOf(limit));
    return new LimitReached(standings);
  }

  private meters(rates: ReadonlySet<Rate>): readonly Meter[] {
    return this.budget.meters.filter(({ name }) => rates.has(name));
  }
}

function drawOf({ counter: name, allowance }: Meter, cost: number) {
  return { name, allowance, cost };
}

function isSpent({ name }: Meter): boolean {
  return (SPENT as readonly Rate[]).includes(name);
}

function reasonOf({ of, name }: Limit): string {
  return of === 'key' ? name : `tenant.${name}`;
}
