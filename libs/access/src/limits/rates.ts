import type { LimitName } from '../key-limits.js';

/** `concurrent` is no rate and counted apart. */
export type Rate = Exclude<LimitName, 'concurrent'>;

interface RateKind {
  readonly periodMs: number;
  /** What counters count of it. */
  readonly unit: 'requests' | 'tokens' | 'micro-usd' | 'writes';
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

export const RATES: Readonly<Record<Rate, RateKind>> = {
  requests_per_minute: { periodMs: MINUTE_MS, unit: 'requests' },
  misses_per_minute: { periodMs: MINUTE_MS, unit: 'requests' },
  tokens_per_minute: { periodMs: MINUTE_MS, unit: 'tokens' },
  tokens_per_day: { periodMs: DAY_MS, unit: 'tokens' },
  usd_per_minute: { periodMs: MINUTE_MS, unit: 'micro-usd' },
  usd_per_day: { periodMs: DAY_MS, unit: 'micro-usd' },
  cache_writes_per_minute: { periodMs: MINUTE_MS, unit: 'writes' },
};

const MICROS = 1_000_000;

/** Dollars are counted in millionths: prices of single answers are that small. */
export function unitsOf(rate: Rate, amount: number): number {
  return RATES[rate].unit === 'micro-usd' ? amount * MICROS : amount;
}
