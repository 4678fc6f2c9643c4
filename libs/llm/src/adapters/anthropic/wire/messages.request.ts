import { RagCacheError, type FieldError } from '@app/core';
import { isObject, type JsonObject } from '../../../json.js';
import { QUESTION_MARKER } from '../../../wire/question.marker.js';
import type { WireRequest } from '../../../wire/wire-request.js';
import { shapesAnswer } from './messages.fields.js';
import { tiersOf } from './messages.tiers.js';

/** @throws RagCacheError `validation_failed` for what can't be read. What Anthropic may refuse besides is its own to say. */
export function readMessages(body: JsonObject): WireRequest {
  const errors = [...modelFaults(body['model']), ...messagesFaults(body['messages'])];
  if (errors.length > 0) throw refusal(errors);
  const { model, messages } = body as { model: string; messages: readonly JsonObject[] };
  const asked = askedIn(messages.at(-1)!);
  const question = asked?.question ?? null;
  const turns = asked ? [...messages.slice(0, -1), asked.rest] : messages;
  const shaping = Object.entries(body).filter(([name]) => shapesAnswer(name));
  return {
    model,
    isStream: body['stream'] === true,
    // Every stream tells it.
    wantsUsage: true,
    question,
    profile: { ...Object.fromEntries(shaping), messages: turns },
    tiers: tiersOf(body, question),
  };
}

interface Asked {
  readonly question: string;
  /** The message with a marker where the question was. */
  readonly rest: JsonObject;
}

function askedIn(message: JsonObject): Asked | undefined {
  const { role, content } = message;
  if (role !== 'user') return undefined;
  if (typeof content === 'string')
    return { question: content, rest: { ...message, content: QUESTION_MARKER } };
  const [block, ...others] = Array.isArray(content) ? (content as unknown[]) : [];
  if (others.length > 0 || !isText(block)) return undefined;
  return { question: block.text, rest: { ...message, content: [{ ...block, text: QUESTION_MARKER }] } };
}

function isText(block: unknown): block is JsonObject & { readonly text: string } {
  return isObject(block) && block['type'] === 'text' && typeof block['text'] === 'string';
}

function modelFaults(model: unknown): FieldError[] {
  const isName = typeof model === 'string' && model !== '';
  return isName ? [] : [{ path: 'model', message: 'must be a string that is not empty' }];
}

function messagesFaults(messages: unknown): FieldError[] {
  if (!Array.isArray(messages) || messages.length === 0)
    return [{ path: 'messages', message: 'must be a list of at least one message' }];
  const wrong = messages.findIndex((message) => !isObject(message));
  return wrong < 0 ? [] : [{ path: `messages.${wrong}`, message: 'must be an object' }];
}

/** The drop-ins' error shapes show the detail alone, so that it says everything. */
function refusal(errors: readonly FieldError[]): RagCacheError {
  const detail = errors.map(({ path, message }) => `${path} ${message}`).join('; ');
  return new RagCacheError('validation_failed', `${detail}.`, { errors });
}
