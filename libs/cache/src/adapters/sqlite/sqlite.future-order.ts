/** How far ahead of this process's clock an order may be. Milliseconds. */
const SKEW_MS = 1_000;

/** An order from a clock that was ahead holds nothing back: the entry that it came with is not served. */
export function isFuture(order: number, now: number): boolean {
  return order > now + SKEW_MS;
}
