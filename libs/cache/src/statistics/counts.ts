import type { Counts } from '../ports/stats-store.port.js';

const DAY_MS = 86_400_000;
const KEPT_DAYS = 90;
/** How long a day's sums are kept, in milliseconds. */
export const KEPT_MS = (KEPT_DAYS + 1) * DAY_MS;

/** The sum of two sets of counts, without anything else the objects hold. */
export function addCounts(one: Counts, other: Counts): Counts {
  return {
    hits_exact: one.hits_exact + other.hits_exact,
    hits_canonical: one.hits_canonical + other.hits_canonical,
    hits_semantic: one.hits_semantic + other.hits_semantic,
    misses: one.misses + other.misses,
    tokens_saved: one.tokens_saved + other.tokens_saved,
    cost_saved_usd: one.cost_saved_usd + other.cost_saved_usd,
  };
}

let latest = { number: NaN, name: '' };

/** The UTC day of a time, `YYYY-MM-DD`. It is asked for with every answer and changes once a day. */
export function dayOf(now: number): string {
  const number = Math.floor(now / DAY_MS);
  if (number !== latest.number)
    latest = { number, name: new Date(number * DAY_MS).toISOString().slice(0, 10) };
  return latest.name;
}

/** The UTC days whose sums are kept, newest first: today and the 90 before it. */
export function keptDays(now: number): string[] {
  return Array.from({ length: KEPT_DAYS + 1 }, (_, back) => dayOf(now - back * DAY_MS));
}

/** The oldest UTC day whose sums are kept. */
export function oldestDay(now: number): string {
  return dayOf(now - KEPT_DAYS * DAY_MS);
}
