import type { AnswerHead, CacheOutcome } from '@app/query';
import { isStale } from '../request/request.outcome.js';

/**
 * The `Cache-Status` header (RFC 9211), a structured field with one member. Every value is a token from a closed list, an
 * integer, or the name of a rule, which needs no escapes in a string. So plain concatenation is exact; a spec parses it with
 * `structured-headers`.
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
      return refreshStatus(cache);
    case 'bypass':
      return `ragcache; fwd=bypass; detail=${cache.reason}`;
  }
}

function hitStatus({ ttlMs, tier }: CacheOutcome & { kind: 'hit' }): string {
  const ttl = Math.floor(ttlMs / 1_000);
  return `ragcache; hit; ttl=${ttl}; detail=${isStale(ttlMs) ? 'stale' : tier}`;
}

function missStatus(cache: CacheOutcome & { kind: 'miss' }): string {
  const reason = cache.partial ? 'partial' : cache.isTooOld ? 'stale' : 'miss';
  const stored = cache.stored && !cache.collapsed ? '; stored' : '';
  return `ragcache; fwd=${reason}${cache.collapsed ? '; collapsed' : ''}${stored}${detailOf(cache)}`;
}

function refreshStatus(cache: CacheOutcome & { kind: 'refresh' }): string {
  return `ragcache; fwd=request${cache.stored ? '; stored' : ''}${detailOf(cache)}`;
}

/**
 * The most useful detail for the caller: the reason for not storing, which it can change, comes before the reason for not serving
 * a similar answer. The caller's own wish (`no-store`) comes last.
 */
function detailOf(cache: CacheOutcome & { kind: 'miss' | 'refresh' }): string {
  const { notStored } = cache;
  const declined = cache.kind === 'miss' ? cache.declined?.reason : undefined;
  const detail = notStored === 'not-asked-to' ? (declined ?? notStored) : (notStored ?? declined);
  return detail ? `; detail=${detail}` : '';
}
