import { shortDigest } from '@app/core';

/** What a caller named, as digests: enough to see whether it was this or that, nothing to read. */
export function toldTarget(named: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const told = Object.entries(named).filter(([, value]) => value !== undefined);
  return Object.fromEntries(told.map(([name, value]) => [name, toldValue(value)]));
}

function toldValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toldValue);
  return typeof value === 'string' ? shortDigest(value) : value;
}
