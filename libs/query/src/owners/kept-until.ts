const DAY_MS = 86_400_000;

/**
 * Until when a provider keeps an answer that is made now, in epoch milliseconds.
 * @param days `RESPONSES_KEEP_DAYS`.
 */
export function keptUntil(now: number, days: number): number {
  return now + days * DAY_MS;
}
