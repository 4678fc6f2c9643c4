import { LIMIT_NAMES } from '../key-limits.js';
import { isScope } from '../principal.js';
import type { KeyRecord } from './key-record.js';

/** Encodes the record without the time of its revocation, which a store keeps beside it. */
export function encodeRecord({ revokedAt: _, ...record }: KeyRecord): string {
  return JSON.stringify(record);
}

/** Returns undefined for anything that is not a key record. */
export function decodeRecord(text: string, revokedAt?: number | null): KeyRecord | undefined {
  const record = parsed(text);
  return isRecord(record) ? { ...record, ...(revokedAt == null ? {} : { revokedAt }) } : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is KeyRecord {
  if (typeof value !== 'object' || value === null) return false;
  const { id, tenant, scopes, createdAt, expiresAt, limits, digest } = value as Record<string, unknown>;
  return (
    [id, tenant, digest].every((text) => typeof text === 'string') &&
    [createdAt, expiresAt ?? 0].every((time) => Number.isFinite(time)) &&
    Array.isArray(scopes) &&
    scopes.every((scope) => typeof scope === 'string' && isScope(scope)) &&
    areLimits(limits)
  );
}

function areLimits(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).every(
    ([name, limit]) => (LIMIT_NAMES as readonly string[]).includes(name) && Number(limit) > 0,
  );
}
