import { RagCacheError, type FieldError } from '@app/core';
import { isObject, type JsonObject } from '../json.js';

/** A request body of which we can read what we need. What else may be wrong with it is the upstream's to say. */
export interface ReadableBody extends JsonObject {
  readonly model: string;
  readonly messages: readonly [JsonObject, ...JsonObject[]];
}

/** @throws RagCacheError `validation_failed`, with every fault, when the body isn't readable. */
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
