import type { AnswerHead, CacheOutcome } from '@app/query';
import { isStale } from '../request/request.outcome.js';
import { cacheStatusOf } from './cache-status.js';

type Headers = Record<string, string>;

/** The response headers about the source of an answer. */
export function cacheHeaders(head: Pick<AnswerHead, 'cache' | 'rule'>): Headers {
  const { cache } = head;
  const headers: Headers = { 'cache-status': cacheStatusOf(head), 'x-cache-status': wordFor(cache) };
  if (cache.kind === 'hit') addHit(headers, cache);
  const similarity = similarityOf(cache);
  if (similarity !== undefined) headers['x-cache-similarity'] = similarity.toFixed(4);
  return headers;
}

function addHit(headers: Headers, { tier, entryId, ageMs }: CacheOutcome & { kind: 'hit' }): void {
  headers['x-cache-layer'] = tier;
  headers['x-cache-entry'] = entryId;
  headers.age = String(Math.floor(ageMs / 1_000));
}

/** The similarity of the served entry, or of the best candidate that was not served. */
function similarityOf(cache: CacheOutcome): number | undefined {
  if (cache.kind === 'hit') return cache.similarity;
  return cache.kind === 'miss' ? cache.declined?.similarity : undefined;
}

const WORDS = { miss: 'MISS', refresh: 'REFRESH', bypass: 'BYPASS' } as const;

function wordFor(cache: CacheOutcome): string {
  if (cache.kind === 'miss' && cache.partial) return 'PARTIAL';
  if (cache.kind !== 'hit') return WORDS[cache.kind];
  return isStale(cache.ttlMs) ? 'STALE' : 'HIT';
}
