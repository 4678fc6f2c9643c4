import { RagCacheError } from '@app/core';
import type { Upstream } from './upstream.table.js';

/**
 * What every call to an upstream without a key comes to.
 * @param instead what else a caller may do, as the end of the sentence; the path of a drop-in leaves it no choice.
 */
export function notConfigured({ variables }: Upstream, instead = ''): RagCacheError {
  return new RagCacheError(
    'provider_not_configured',
    `${variables.apiKey} is not set. Set it and restart the service${instead}.`,
  );
}
