import { MAX_DEPTH, type FieldError } from '@app/core';
import { fieldPath } from './field-path.js';

/**
 * Finds the first value in a parsed body that is not safe: NUL, a lone surrogate, a number too large for a double, or a value
 * below more than 64 levels. `undefined` = there is none.
 */
export function unsoundPart(value: unknown, depth = 0): FieldError | undefined {
  if (typeof value === 'string') return unsoundText(value);
  if (typeof value === 'number' && !Number.isFinite(value))
    return fault('must be a number that fits a double');
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth >= MAX_DEPTH) return fault(`must not be nested deeper than ${MAX_DEPTH} levels`);
  return unsoundMember(value as Record<string, unknown>, depth + 1);
}

function unsoundMember(members: Readonly<Record<string, unknown>>, depth: number): FieldError | undefined {
  for (const name in members) {
    const found = unsoundText(name) ?? unsoundPart(members[name], depth);
    if (found) return { ...found, path: fieldPath(name, found.path) };
  }
  return undefined;
}

function unsoundText(text: string): FieldError | undefined {
  if (text.includes('\0')) return fault('must not hold a NUL character');
  if (!text.isWellFormed()) return fault('must not hold half of a surrogate pair');
  return undefined;
}

function fault(message: string): FieldError {
  return { path: '', message };
}
