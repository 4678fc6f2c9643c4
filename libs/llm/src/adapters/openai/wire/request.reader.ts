import { RagCacheError, type FieldError } from '@app/core';
import { isObject, without, type JsonObject } from '../../../json.js';
import type { WireRequest } from '../../../wire/wire-request.js';
import { DENIED } from './fields.js';
import { splitMessages } from './question.js';
import { tiersOf } from './tiers.js';

interface ReadableBody extends JsonObject {
  readonly model: string;
  readonly messages: readonly JsonObject[];
}

/** What the cache needs to know of a Chat Completions request. @throws RagCacheError `validation_failed` when it can't be read. */
export function readRequest(body: JsonObject): WireRequest {
  if (!isReadable(body)) throw unreadable(body);
  const { question, messages } = splitMessages(body.messages);
  const tiers = tiersOf(body, body.messages);
  const options = body['stream_options'];
  return {
    model: body.model,
    isStream: body['stream'] === true,
    wantsUsage: isObject(options) && options['include_usage'] === true,
    question,
    profile: { ...without(body, DENIED), messages },
    tiers: tiers === 'all' && question === null ? 'exact' : tiers,
  };
}

function isReadable(body: JsonObject): body is ReadableBody {
  return faultsOf(body).length === 0;
}

function unreadable(body: JsonObject): RagCacheError {
  const errors = faultsOf(body);
  return new RagCacheError('validation_failed', 'The request can not be read.', { errors });
}

function faultsOf({ model, messages }: JsonObject): FieldError[] {
  return [...faultsOfModel(model), ...faultsOfMessages(messages)];
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
