import type { QueryCommand } from '@app/query';
import type { Principal } from '../auth/principal.js';
import type { QueryDto } from './query.dto.js';

/** The validated body in the words of the use case. The tenant comes from the key, never from the body. */
export function toQueryCommand(body: QueryDto, { tenant, keyId }: Principal): QueryCommand {
  const { provider, model, temperature, system, context, namespace, cache } = body;
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
  };
}
