import { RagCacheError, type FieldError } from '@app/core';
import { isObject, type JsonObject } from '../json.js';

/** A body with the members that the cache needs. The upstream judges the rest. */
export interface ReadableBody extends JsonObject {
  readonly model: string;
  readonly messages: readonly [JsonObject, ...JsonObject[]];
}

/** Checks the members that the cache needs. @throws RagCacheError `validation_failed` with all errors of fields. */
export function readable(body: JsonObject): ReadableBody {
  const errors = [...faultsOfModel(body['model']), ...faultsOfMessages(body['messages'])];
  if (errors.length > 0)
    throw new RagCacheError('validation_failed', 'The request can not be read.', { errors });
  return body as ReadableBody;
}

function faultsOfModel(model: unknown): FieldError[] {
  return typeof model === 'string' && model ? [] : [{ path: 'model', message: 'must be a non-empty string' }];
}

function faultsOfMessages(messages: unknown): FieldError[] {
  if (!Array.isArray(messages) || messages.length === 0)
    return [{ path: 'messages', message: 'must be a non-empty array' }];
  const wrong = messages.findIndex((message) => !isObject(message));
  return wrong === -1 ? [] : [{ path: `messages.${wrong}`, message: 'must be an object' }];
}
