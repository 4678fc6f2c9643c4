import { isObject } from '../json.js';

/** The same usage with every count at zero, those in its details too. */
export function zeroed(usage: unknown): unknown {
  if (typeof usage === 'number') return 0;
  if (Array.isArray(usage)) return usage.map(zeroed);
  if (!isObject(usage)) return usage;
  return Object.fromEntries(Object.entries(usage).map(([name, value]) => [name, zeroed(value)]));
}
