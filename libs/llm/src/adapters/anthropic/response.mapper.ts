import type { Answer, Usage } from '@app/core';
import { BrokenAnswer } from '../../broken-answer.error.js';
import { countOf, isObject, stringOf, type JsonObject } from '../../json.js';
import { finishReasonOf } from './finish-reason.js';

/** A `message` as an answer: its text blocks in order. @throws BrokenAnswer when it isn't one. */
export function toAnswer(body: JsonObject): Answer {
  return {
    text: textOf(body['content']),
    finishReason: finishReasonOf(body),
    provider: 'anthropic',
    model: stringOf(body['model'], 'model'),
    usage: usageOf(body['usage']),
    raw: body,
  };
}

function textOf(content: unknown): string {
  if (!Array.isArray(content)) throw new BrokenAnswer("A list is missing in the upstream's answer: content.");
  const texts = content.filter(isObject).filter(({ type }) => type === 'text');
  return texts.map(({ text }) => stringOf(text, 'content.text')).join('');
}

/** Tokens that went into or came from Anthropic's own prompt cache belong to the prompt. */
function usageOf(usage: unknown): Usage {
  const counts: JsonObject = isObject(usage) ? usage : {};
  const parts = ['input_tokens', 'cache_creation_input_tokens', 'cache_read_input_tokens'];
  const prompt = parts.reduce((sum, part) => sum + countOf(counts[part]), 0);
  const completion = countOf(counts['output_tokens']);
  return { prompt, completion, total: prompt + completion };
}
