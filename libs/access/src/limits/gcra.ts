/** A number of units per period. The burst is as large as the limit. */
export interface Allowance {
  readonly limit: number;
  readonly periodMs: number;
}

/** The result of a check against an allowance. */
export interface Quota {
  readonly granted: boolean;
  /** Whole units that are available now. */
  readonly remaining: number;
  /** Milliseconds until the refused units, or one more unit, are available. 0 = nothing is used. */
  readonly waitMs: number;
}

/** The resolution of the clock. Sums of fractions that should come out even may be off by less. */
const GRAIN_MS = 0.5;
/** Debt beyond this many periods is forgiven: one huge answer must not lock a key out for long. */
const MOST_PERIODS = 2;

/**
 * The generic cell rate algorithm. A counter is one number: the time at which everything granted so far would have been earned at
 * the steady rate. It spreads a limit evenly instead of refilling it when a minute begins.
 * @param earnedAt that number, 0 for a new counter. All times are milliseconds of one clock.
 * @param cost units; 0 checks whether one is left and takes none.
 */
export function check(earnedAt: number, cost: number, allowance: Allowance, now: number): Quota {
  const { limit, periodMs } = allowance;
  const each = periodMs / limit;
  const debt = debtOf(earnedAt, allowance, now);
  const over = debt + Math.max(cost, 1) * each - periodMs;
  const granted = over <= GRAIN_MS;
  const debtThen = granted ? debt + cost * each : debt;
  const remaining = Math.max(0, Math.floor((periodMs - debtThen + GRAIN_MS) / each));
  const untilNext = debtThen + (remaining + 1) * each - periodMs;
  return {
    granted,
    remaining,
    waitMs: debtThen === 0 ? 0 : Math.max(1, Math.ceil(granted ? untilNext : over)),
  };
}

/** The counter's new number after units were used, granted or not. Usage that is known only afterwards becomes debt. */
export function charge(earnedAt: number, cost: number, allowance: Allowance, now: number): number {
  const { limit, periodMs } = allowance;
  const debt = debtOf(earnedAt, allowance, now) + (cost * periodMs) / limit;
  return now + Math.min(debt, MOST_PERIODS * periodMs);
}

/** A larger debt than is possible was recorded before the clock was set back, and is ignored. */
function debtOf(earnedAt: number, { periodMs }: Allowance, now: number): number {
  const debt = earnedAt - now;
  return debt > MOST_PERIODS * periodMs + GRAIN_MS ? 0 : Math.max(debt, 0);
}
