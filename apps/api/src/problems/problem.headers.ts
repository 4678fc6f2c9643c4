import { LimitReached } from '@app/access';
import type { RagCacheError } from '@app/core';
import { rateLimitOf } from '../limits/rate-limit.headers.js';

const SECOND = 1_000;

/** The response headers that go with an error, whatever shape its body has. */
export function problemHeaders(error: RagCacheError): Record<string, string> {
  const { code, retryAfterMs } = error;
  const headers: Record<string, string> = {};
  if (code === 'unauthenticated') headers['www-authenticate'] = 'Bearer realm="ragcache"';
  if (code === 'not_in_cache') Object.assign(headers, NOT_IN_CACHE);
  if (error instanceof LimitReached) headers['ratelimit'] = rateLimitOf(error.states);
  // A limit always says when to come back, also when the provider didn't.
  const pause = retryAfterMs ?? (code === 'upstream_rate_limited' ? SECOND : undefined);
  if (pause !== undefined) headers['retry-after'] = String(Math.max(1, Math.ceil(pause / SECOND)));
  return headers;
}

/** Nothing was forwarded, and asking again would not change that: the providers' clients retry a 504 unless told not to. */
const NOT_IN_CACHE = {
  'cache-status': 'ragcache; detail=not-in-cache',
  'x-cache-status': 'MISS',
  'x-should-retry': 'false',
};
