import { LimitReached } from '@app/access';
import type { RagCacheError } from '@app/core';
import { rateLimitOf } from '../limits/rate-limit.headers.js';

const SECOND = 1_000;

/** The response headers of an error, in either format of its body. */
export function problemHeaders(error: RagCacheError): Record<string, string> {
  const { code, retryAfterMs } = error;
  const headers: Record<string, string> = {};
  if (code === 'unauthenticated') headers['www-authenticate'] = 'Bearer realm="ragcache"';
  if (code === 'not_in_cache') Object.assign(headers, NOT_IN_CACHE);
  if (error instanceof LimitReached) headers['ratelimit'] = rateLimitOf(error.states);
  // A limit always says when to try again, even if the provider did not.
  const pause = retryAfterMs ?? (code === 'upstream_rate_limited' ? SECOND : undefined);
  if (pause !== undefined) headers['retry-after'] = String(Math.max(1, Math.ceil(pause / SECOND)));
  return headers;
}

/** No call was made, and a retry would not change that. The providers' clients retry a 504 unless told not to. */
const NOT_IN_CACHE = {
  'cache-status': 'ragcache; detail=not-in-cache',
  'x-cache-status': 'MISS',
  'x-should-retry': 'false',
};
