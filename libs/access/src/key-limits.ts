/** Every limit. Amounts are per minute or per day, `concurrent` is at one time, and money is in US dollars. */
export const LIMIT_NAMES = [
  'requests_per_minute',
  'concurrent',
  'tokens_per_minute',
  'tokens_per_day',
  'usd_per_minute',
  'usd_per_day',
  'cache_writes_per_minute',
  'misses_per_minute',
] as const;
export type LimitName = (typeof LIMIT_NAMES)[number];

/** Positive numbers; absent = no such limit. */
export type KeyLimits = { readonly [Name in LimitName]?: number };
