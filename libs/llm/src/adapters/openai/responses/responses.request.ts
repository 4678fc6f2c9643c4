import { RagCacheError, type FieldError } from '@app/core';
import { isObject, type JsonObject } from '../../../json.js';
import { toolsSpelling } from '../../../wire/content.spelling.js';
import { instructionsIn, lastSaid, splitMessages } from '../../../wire/question.js';
import { spelledAlike } from '../../../wire/spelling.js';
import { asksToSearch, toolsIn } from '../../../wire/tools-in-request.js';
import type { WireRequest } from '../../../wire/wire-request.js';
import { ECHOED, SPELLING } from './responses.fields.js';
import { itemsOf } from './responses.input.js';
import { isKept, tiersOf } from './responses.tiers.js';
import { forcedTool } from './responses.tools.js';

/** Reads a Responses request. @throws RagCacheError `validation_failed` when `model` or `input` is invalid. */
export function readRequest(body: JsonObject): WireRequest {
  check(body);
  const items = itemsOf(body['input']);
  const { question, messages } = splitMessages(items);
  return {
    model: typeof body['model'] === 'string' ? body['model'] : '',
    isStream: body['stream'] === true,
    // Every stream reports the usage in its last event.
    wantsUsage: true,
    question,
    profile: { ...identityOf(body), input: messages },
    tiers: 'model' in body ? tiersOf(body, items, question !== null) : 'none',
    instructions: instructionsIn(items, body['instructions']),
    said: question ?? lastSaid(items),
    tools: toolsIn(body),
    searches: asksToSearch(body),
    forcedTool: forcedTool(body),
    isKept: isKept(body),
    echo: Object.fromEntries(ECHOED.map((name) => [name, body[name]])),
  };
}

function identityOf(body: JsonObject): JsonObject {
  const { tools, ...members } = spelledAlike(body, SPELLING);
  return { ...members, ...(tools !== undefined && { tools: toolsSpelling(tools) }) };
}

/** A stored prompt may name the model and hold the input. @throws RagCacheError `validation_failed`. */
function check(body: JsonObject): void {
  const errors = [...faultsOfModel(body), ...faultsOfInput(body['input'])];
  if (errors.length > 0)
    throw new RagCacheError('validation_failed', 'The request can not be read.', { errors });
}

function faultsOfModel({ model, prompt }: JsonObject): FieldError[] {
  const isMissing = model === undefined && isObject(prompt);
  const isValid = isMissing || (typeof model === 'string' && model !== '');
  return isValid ? [] : [{ path: 'model', message: 'must be a non-empty string' }];
}

function faultsOfInput(input: unknown): FieldError[] {
  if (input === undefined || input === null || typeof input === 'string') return [];
  if (!Array.isArray(input)) return [{ path: 'input', message: 'must be a string or an array of items' }];
  const wrong = input.findIndex((item) => !isObject(item));
  return wrong === -1 ? [] : [{ path: `input.${wrong}`, message: 'must be an object' }];
}
