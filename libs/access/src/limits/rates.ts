import type { LimitName } from '../key-limits.js';

/** Every limit per period. `concurrent` is not a rate. */
export type Rate = Exclude<LimitName, 'concurrent'>;

interface RateKind {
  readonly periodMs: number;
  /** The unit of its counter. */
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

/** Converts dollars to millionths, because prices of single answers are that small. Other amounts stay as they are. */
export function unitsOf(rate: Rate, amount: number): number {
  return RATES[rate].unit === 'micro-usd' ? amount * MICROS : amount;
}
