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
  /** Until the next unit (or, when refused, what was asked for) can be had. */
  readonly retryAfterMs: number;
}

/**
 * The generic cell rate algorithm: one number per counter, the time at which everything granted so far would have been earned at
 * the steady rate. It spreads a limit evenly instead of refilling it at the turn of a minute.
 * @param earnedAt that number, 0 for a new counter; times are epoch milliseconds.
 * @param cost units; 0 asks whether anything is left.
 */
export function ask(earnedAt: number, cost: number, { limit, periodMs }: Allowance, now: number): Room {
  const each = periodMs / limit;
  const debt = Math.max(earnedAt, now) - now;
  const after = debt + cost * each;
  const granted = cost === 0 ? debt < periodMs : after <= periodMs + ROUNDING_MS;
  const left = periodMs - (granted ? after : debt);
  return {
    granted,
    remaining: Math.max(0, Math.floor((left + ROUNDING_MS) / each)),
    retryAfterMs: granted ? 0 : Math.max(1, Math.ceil(after - periodMs)),
  };
}

/** The number after units were used, granted or not: what is known only afterwards is owed. */
export function charge(earnedAt: number, cost: number, { limit, periodMs }: Allowance, now: number): number {
  return Math.max(earnedAt, now) + (cost * periodMs) / limit;
}

/** Sums of fractions of a millisecond that should come out even may not. */
const ROUNDING_MS = 1e-6;
