import type { Allowance } from './gcra.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** What may be limited, and per how long. `concurrent` is no rate and counted apart. */
export const RATES = {
  requests_per_minute: MINUTE_MS,
  misses_per_minute: MINUTE_MS,
  tokens_per_minute: MINUTE_MS,
  tokens_per_day: DAY_MS,
  usd_per_minute: MINUTE_MS,
  usd_per_day: DAY_MS,
  cache_writes_per_minute: MINUTE_MS,
} as const;
export type Rate = keyof typeof RATES;

export const LIMIT_NAMES = [...Object.keys(RATES), 'concurrent'] as readonly (Rate | 'concurrent')[];

/** Limits of one key or tenant; what is absent is not limited. */
export type Limits = Readonly<Partial<Record<Rate | 'concurrent', number>>>;

export function allowanceOf(limits: Limits, rate: Rate): Allowance | undefined {
  const limit = limits[rate];
  return limit === undefined ? undefined : { limit, periodMs: RATES[rate] };
}

/** Reads `requests_per_minute=600,usd_per_day=5`; `undefined` when it is anything else. */
export function parseLimits(text: string): Limits | undefined {
  const pairs = text.split(',').map((pair) => pair.trim().split('='));
  const isFine = pairs.every(([name = '', value = '', ...rest]) => {
    return rest.length === 0 && isLimitName(name) && /^\d+(\.\d+)?$/.test(value) && Number(value) > 0;
  });
  return isFine ? Object.fromEntries(pairs.map(([name, value]) => [name, Number(value)])) : undefined;
}

function isLimitName(name: string): boolean {
  return (LIMIT_NAMES as readonly string[]).includes(name);
}
