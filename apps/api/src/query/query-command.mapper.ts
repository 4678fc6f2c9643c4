import type { IncomingHttpHeaders } from 'node:http';
import type { QueryCommand } from '@app/query';
import type { Principal } from '@app/access';
import { cacheBlockOf } from '../directives/cache-block.headers.js';
import { readCacheControl } from '../directives/cache-control.js';
import type { QueryDto } from './query.dto.js';

/**
 * The validated body in the words of the use case, with what the headers say about caching. The tenant comes from the key,
 * never from the body. @throws RagCacheError `validation_failed` naming a malformed header.
 */
export function toQueryCommand(
  body: QueryDto,
  { tenant, keyId }: Principal,
  headers: IncomingHttpHeaders,
): QueryCommand {
  const { provider, model, temperature, system, context } = body;
  const { namespace, ...cache } = cacheBlockOf(headers, { ...body.cache, namespace: body.namespace });
  return {
    tenant,
    writer: keyId,
    query: body.query.trim(),
    provider,
    model,
    maxTokens: body.max_tokens,
    temperature,
    system,
    context,
    namespace,
    useCache: body.use_cache,
    cache,
    directives: readCacheControl(headers['cache-control']),
  };
}
