import type { AnswerHead, CacheOutcome } from '@app/query';

/**
 * The `Cache-Status` header (RFC 9211), a structured field of one member. Every value in it comes from a closed list
 * of tokens, is an integer, or is a rule's name, which needs no escapes in a string, so plain concatenation is exact; a spec reads it
 * back with `structured-headers`.
 */
export function cacheStatusOf({ cache, rule }: Pick<AnswerHead, 'cache' | 'rule'>): string {
  return rule === undefined ? statusOf(cache) : `${statusOf(cache)}; rule="${rule}"`;
}

function statusOf(cache: CacheOutcome): string {
  switch (cache.kind) {
    case 'hit':
      return hitStatus(cache);
    case 'miss':
      return missStatus(cache);
    case 'refresh':
      return `ragcache; fwd=request${cache.stored ? '; stored' : ''}${detailOf(cache.unstored)}`;
    case 'bypass':
      return `ragcache; fwd=bypass; detail=${cache.reason}`;
  }
}

function hitStatus({ ttlMs, tier }: CacheOutcome & { kind: 'hit' }): string {
  const ttl = Math.floor(ttlMs / 1_000);
  return `ragcache; hit; ttl=${ttl}; detail=${isStale(ttlMs) ? 'stale' : tier}`;
}

function missStatus(cache: CacheOutcome & { kind: 'miss' }): string {
  const { collapsed, stored, declined, isTooOld, unstored } = cache;
  const reason = isTooOld ? 'stale' : 'miss';
  const detail = detailOf(unstored ?? declined?.reason);
  if (collapsed) return `ragcache; fwd=${reason}; collapsed${detail}`;
  return `ragcache; fwd=${reason}${stored ? '; stored' : ''}${detail}`;
}

function detailOf(reason?: string): string {
  return reason === undefined ? '' : `; detail=${reason}`;
}

/** Served although its freshness ended. */
export function isStale(ttlMs: number): boolean {
  return ttlMs < 0;
}
