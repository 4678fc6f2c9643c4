import type { AnswerHead, CacheOutcome } from '@app/query';
import { isStale } from '../request/request.outcome.js';

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
  const reason = cache.isTooOld ? 'stale' : 'miss';
  const stored = cache.stored && !cache.collapsed ? '; stored' : '';
  return `ragcache; fwd=${reason}${cache.collapsed ? '; collapsed' : ''}${stored}${detailOf(cache)}`;
}

function refreshStatus(cache: CacheOutcome & { kind: 'refresh' }): string {
  return `ragcache; fwd=request${cache.stored ? '; stored' : ''}${detailOf(cache)}`;
}

/**
 * Why an answer isn't stored, which its caller can do something about, comes before why a similar one was not served; what the
 * caller asked for itself (`no-store`) comes after that.
 */
function detailOf(cache: CacheOutcome & { kind: 'miss' | 'refresh' }): string {
  const { notStored } = cache;
  const declined = cache.kind === 'miss' ? cache.declined?.reason : undefined;
  const detail = notStored === 'not-asked-to' ? (declined ?? notStored) : (notStored ?? declined);
  return detail ? `; detail=${detail}` : '';
}
