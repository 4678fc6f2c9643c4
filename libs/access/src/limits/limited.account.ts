import { Account, type Signals, type Usage } from '@app/core';
import type { Budget, Limit, Meter } from './budget.js';
import type { Counters, Draw } from './counters.port.js';
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

/** What one purpose draws on, and how much each time. */
interface Drawn {
  readonly meters: readonly Meter[];
  readonly draws: readonly Draw[];
}

/** A key that has limits. */
export class LimitedAccount extends Account {
  private readonly arrivals: Drawn;
  private readonly calls: Drawn;
  private readonly writes: Drawn;

  constructor(
    readonly budget: Budget,
    private readonly tools: AccountTools,
  ) {
    super();
    this.arrivals = drawnFor(budget, ARRIVALS);
    this.calls = drawnFor(budget, SPENT_BY_A_CALL);
    this.writes = drawnFor(budget, WRITES);
  }

  /** Counts a request. Resolves to how its limits stand then. @throws LimitReached. */
  arrive(): Promise<readonly Standing[]> {
    return this.take(this.arrivals);
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
    await this.take(this.calls);
  }

  admitWrite(): Promise<boolean> {
    return this.take(this.writes).then(
      () => true,
      () => false,
    );
  }

  charge({ total }: Usage, usd = 0): void {
    const draws = this.budget.meters.filter(isSpent).flatMap((meter) => {
      const cost = unitsOf(meter.name, meter.name.startsWith('usd') ? usd : total);
      return cost > 0 ? [drawOf(meter, cost)] : [];
    });
    if (draws.length > 0) void this.tools.counters.charge(draws);
  }

  private async take({ meters, draws }: Drawn): Promise<readonly Standing[]> {
    if (draws.length === 0) return [];
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
}

/** Asked for with every request, so worked out once. What is spent is known only afterwards: it takes none. */
function drawnFor(budget: Budget, rates: ReadonlySet<Rate>): Drawn {
  const meters = budget.meters.filter(({ name }) => rates.has(name));
  return { meters, draws: meters.map((meter) => drawOf(meter, isSpent(meter) ? 0 : 1)) };
}

function drawOf({ counter: name, allowance }: Meter, cost: number): Draw {
  return { name, allowance, cost };
}

function isSpent({ name }: Meter): boolean {
  return (SPENT as readonly Rate[]).includes(name);
}

function reasonOf({ of, name }: Limit): string {
  return of === 'key' ? name : `tenant.${name}`;
}
