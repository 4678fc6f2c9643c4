import type { Figure } from '../../bench/bench-part.js';

export function count(name: string, value: number, bound?: number): Figure {
  return { name, value, unit: '', bound };
}

export function milliseconds(name: string, value: number, bound?: number): Figure {
  return { name, value, unit: 'ms', bound };
}

/** What must have come about for the other figures to mean anything. */
export function happened(name: string, value: boolean): Figure {
  return count(`${name} (0 = yes)`, value ? 0 : 1, 0);
}
