/** So much per period; the burst is as large as the limit. */
export interface Allowance {
  readonly limit: number;
  readonly periodMs: number;
}

/** What asking for room gave. */
export interface Room {
  readonly granted: boolean;
  /** Whole units that could be had now. */
  readonly remaining: number;
  /** Until more can be had: what was asked for when it was refused, one more unit otherwise. 0 = nothing is used. */
  readonly waitMs: number;
}

/** The clock's own grain; sums of fractions that should come out even may be off by less. */
const GRAIN_MS = 0.5;
/** What is owed beyond this many periods is forgiven: one huge answer may not shut a key out for long. */
const MOST_PERIODS = 2;

/**
 * The generic cell rate algorithm: one number per counter, the time at which everything granted so far would have been earned at
 * the steady rate. It spreads a limit evenly instead of refilling it at the turn of a minute.
 * @param earnedAt that number, 0 for a new counter; times are milliseconds of one clock.
 * @param cost units; 0 asks whether one is left and takes none.
 */
export function ask(earnedAt: number, cost: number, allowance: Allowance, now: number): Room {
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

/** The number after units were used, granted or not: what is known only afterwards is owed. */
export function charge(earnedAt: number, cost: number, allowance: Allowance, now: number): number {
  const { limit, periodMs } = allowance;
  const debt = debtOf(earnedAt, allowance, now) + (cost * periodMs) / limit;
  return now + Math.min(debt, MOST_PERIODS * periodMs);
}

/** More than anybody can owe was noted before the clock was set back, and says nothing any more. */
function debtOf(earnedAt: number, { periodMs }: Allowance, now: number): number {
  const debt = earnedAt - now;
  return debt > MOST_PERIODS * periodMs + GRAIN_MS ? 0 : Math.max(debt, 0);
}
