import { RagCacheError } from '@app/core';
import type { Upstream } from './upstream.table.js';

/** What every call to an upstream without a key comes to. */
export function notConfigured({ variables }: Upstream): RagCacheError {
  return new RagCacheError(
    'provider_not_configured',
    `${variables.apiKey} is not set. Set it and restart the service, or name another provider in the request.`,
  );
}
