import type { Answer, FinishReason, Usage } from '@app/core';
import { BrokenAnswer } from '../../../errors.js';
import { countOf, isObject, objectOf, objectsIn, stringOf, type JsonObject } from '../../../json.js';
import { usageWith } from '../../usage.js';

/** Items that hold all of what the model said, so that they can be shown again. Others stand for work at the provider. */
const SHOWN: ReadonlySet<unknown> = new Set(['message', 'reasoning', 'function_call', 'custom_tool_call']);
const CALLS: ReadonlySet<unknown> = new Set(['function_call', 'custom_tool_call']);
const CUT: Readonly<Record<string, FinishReason>> = {
  max_output_tokens: 'length',
  content_filter: 'content_filter',
};

/** Maps a `response` object to an answer with the texts of its messages. @throws BrokenAnswer when it is invalid. */
export function toAnswer(body: JsonObject): Answer {
  if (!Array.isArray(body['output'])) throw new BrokenAnswer("The upstream's response has no output.");
  const items = objectsIn(body['output']);
  stringOf(body['id'], 'id');
  return {
    text: partsIn(items).map(textOf).join(''),
    finishReason: finishReasonOf(body, items),
    provider: 'openai',
    model: stringOf(body['model'], 'model'),
    usage: usageOf(body['usage']),
    raw: body,
  };
}

/** Only a completed response whose items are all complete has stopped by itself. */
function finishReasonOf({ status, incomplete_details: details }: JsonObject, items: readonly JsonObject[]) {
  if (status === 'incomplete') return CUT[String(isObject(details) ? details['reason'] : '')] ?? 'other';
  if (status !== 'completed' || !items.every(isWhole)) return 'other';
  if (items.some(({ type }) => CALLS.has(type))) return 'tool_calls';
  return partsIn(items).some(({ type }) => type === 'refusal') ? 'refusal' : 'stop';
}

function isWhole({ type, status = 'completed' }: JsonObject): boolean {
  return SHOWN.has(type) && (status === 'completed' || status === null);
}

function partsIn(items: readonly JsonObject[]): JsonObject[] {
  const messages = items.filter(({ type }) => type === 'message');
  return messages.flatMap(({ content }) => objectsIn(content));
}

function textOf({ type, text }: JsonObject): string {
  return type === 'output_text' ? stringOf(text, 'output[].content[].text') : '';
}

/** A compatible server may send no counts, or no total. */
function usageOf(reported: unknown): Usage {
  if (!isObject(reported)) return { prompt: 0, completion: 0, total: 0 };
  const { input_tokens_details: details } = reported;
  const prompt = countOf(reported['input_tokens']);
  const cached = isObject(details) ? objectOf(details, 'usage.input_tokens_details') : {};
  const read = Math.min(prompt, countOf(cached['cached_tokens']));
  const written = Math.min(prompt - read, countOf(cached['cache_write_tokens']));
  const counts = {
    prompt,
    completion: countOf(reported['output_tokens']),
    total: countOf(reported['total_tokens']),
  };
  return usageWith({ read, written, writtenLong: 0 }, counts);
}
