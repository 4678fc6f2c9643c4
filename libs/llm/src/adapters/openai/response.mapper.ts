import type { Answer, Usage } from '@app/core';
import { BrokenAnswer } from '../../errors.js';
import { countOf, isObject, objectOf, stringOf, type JsonObject } from '../../json.js';
import { usageWith } from '../usage.js';
import { finishReasonOf } from './finish-reason.js';

/** Maps a `chat.completion` to an answer with the text of its first choice. @throws BrokenAnswer when it is invalid. */
export function toAnswer(body: JsonObject): Answer {
  if (body['error']) throw new BrokenAnswer('The upstream reported a failure beside its answer.');
  const choices = choicesOf(body);
  const [message] = choices.map(({ message }) => objectOf(message, 'choices[].message'));
  if (!message) throw new BrokenAnswer("The upstream's answer has no choices.");
  return {
    text: textOf(message['content']),
    finishReason: finishReasonOf(choices),
    provider: 'openai',
    model: stringOf(body['model'], 'model'),
    usage: usageOf(body['usage']),
    raw: body,
  };
}

function choicesOf({ choices }: JsonObject): JsonObject[] {
  return Array.isArray(choices) ? choices.map((choice) => objectOf(choice, 'choices[]')) : [];
}

function textOf(content: unknown): string {
  if (content === null || content === undefined) return '';
  return stringOf(content, 'message.content');
}

/** A compatible server may send no counts, or no total. */
function usageOf(usage: unknown): Usage {
  if (!isObject(usage)) return { prompt: 0, completion: 0, total: 0 };
  const prompt = countOf(usage['prompt_tokens']);
  const read = Math.min(prompt, cachedIn(usage));
  const counts = {
    prompt,
    completion: countOf(usage['completion_tokens']),
    total: countOf(usage['total_tokens']),
  };
  return usageWith({ read, written: 0, writtenLong: 0 }, counts);
}

/** The prompt tokens read from the prompt cache. DeepSeek has a name of its own for them. */
function cachedIn({ prompt_tokens_details: details, prompt_cache_hit_tokens: hit }: JsonObject): number {
  return (isObject(details) && countOf(details['cached_tokens'])) || countOf(hit);
}
