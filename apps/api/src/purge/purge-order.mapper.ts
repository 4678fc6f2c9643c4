import type { PurgeOrder } from '@app/cache';
import { RagCacheError, type FieldError } from '@app/core';
import type { ModelCatalog } from '@app/llm';
import type { Actor } from '../audit/audit.facts.js';
import type { PurgeDto } from './purge.dto.js';

/**
 * The validated body as an order inside one tenant. Callers may name a model by an alias; entries know it by its provider's name.
 * @throws RagCacheError `validation_failed` when the body names nothing, or `all` beside others.
 */
export function toPurgeOrder(
  { all, namespace, tags, model, query, writer }: PurgeDto,
  { tenant, by }: Pick<Actor, 'tenant' | 'by'>,
  catalog: ModelCatalog,
): PurgeOrder {
  const named = [namespace, tags, model, query, writer].some((member) => member !== undefined);
  if (all && named) throw refusal('all', 'stands alone: leave it out, or leave the others out');
  if (!all && !named)
    throw refusal('', 'name what to purge: {"all": true}, or any of namespace, tags, model, query, writer');
  return {
    ...{ tenant, by, namespace, tags, writer },
    model: model && catalog.resolve(model),
    question: query?.trim(),
  };
}

function refusal(path: string, message: string): RagCacheError {
  const errors: FieldError[] = [{ path, message }];
  return new RagCacheError('validation_failed', `${path || 'body'}: ${message}.`, { errors });
}
