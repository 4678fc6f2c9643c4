import type { CacheOutcome } from '@app/query';

/**
 * The `Cache-Status` header (RFC 9211), a structured field of one member. Every value in it comes from a closed list
 * of tokens or is an integer, so plain concatenation is exact; a spec reads it back with `structured-headers`.
 */
export function cacheStatusOf(cache: CacheOutcome): string {
  switch (cache.kind) {
    case 'hit':
      return hitStatus(cache);
    case 'miss':
      return missStatus(cache);
    case 'refresh':
      return `ragcache; fwd=request${cache.stored ? '; stored' : ''}`;
    case 'bypass':
      return `ragcache; fwd=bypass; detail=${cache.reason}`;
  }
}

function hitStatus({ ttlMs, tier }: CacheOutcome & { kind: 'hit' }): string {
  const ttl = Math.floor(ttlMs / 1_000);
  return `ragcache; hit; ttl=${ttl}; detail=${isStale(ttlMs) ? 'stale' : tier}`;
}

function missStatus(cache: CacheOutcome & { kind: 'miss' }): string {
  const { collapsed, stored, declined, isTooOld } = cache;
  const reason = isTooOld ? 'stale' : 'miss';
  const detail = declined ? `; detail=${declined.reason}` : '';
  if (collapsed) return `ragcache; fwd=${reason}; collapsed${detail}`;
  return `ragcache; fwd=${reason}${stored ? '; stored' : ''}${detail}`;
}

/** Served although its freshness ended. */
export function isStale(ttlMs: number): boolean {
  return ttlMs < 0;
}
