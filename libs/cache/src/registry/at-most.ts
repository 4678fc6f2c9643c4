/** Options of an LRU cache that takes its room as it fills: with `max` it would take all of it, and milliseconds, at once. */
export function atMost(count: number) {
  return { maxSize: count, sizeCalculation: () => 1 };
}
