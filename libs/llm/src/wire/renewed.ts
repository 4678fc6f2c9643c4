import { randomUUID } from 'node:crypto';
import { isObject } from '../json.js';

/** A new id as the providers make them: a prefix and up to 32 random letters. `randomUUID` draws its randomness in batches. */
export function wireId(prefix: string, letters: number): string {
  return prefix + randomUUID().replaceAll('-', '').slice(0, letters);
}

/** The same usage with every count at zero, those in its details too. */
export function zeroed(usage: unknown): unknown {
  if (typeof usage === 'number') return 0;
  if (Array.isArray(usage)) return usage.map(zeroed);
  if (!isObject(usage)) return usage;
  return Object.fromEntries(Object.entries(usage).map(([name, value]) => [name, zeroed(value)]));
}
