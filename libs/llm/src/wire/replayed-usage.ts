import { isObject } from '../json.js';
import type { ReplayFacts } from './wire-format.port.js';

/** The usage that a replayed message tells: as it was, or with every count at zero, nested ones included. */
export function replayedUsage(usage: unknown, { usage: told }: ReplayFacts): unknown {
  return told === 'zero' ? zeroed(usage) : usage;
}

function zeroed(value: unknown): unknown {
  if (typeof value === 'number') return 0;
  if (Array.isArray(value)) return value.map(zeroed);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, zeroed(member)]));
}
