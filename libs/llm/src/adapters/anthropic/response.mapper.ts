import type { Answer, PromptCacheUse, Usage } from '@app/core';
import { BrokenAnswer } from '../../errors.js';
import { countOf, isObject, stringOf, type JsonObject } from '../../json.js';
import { usageWith } from '../usage.js';
import { finishReasonOf } from './finish-reason.js';

/** Maps a `message` to an answer with the text of all its text blocks. @throws BrokenAnswer when it is invalid. */
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

/** The prompt includes tokens that Anthropic's own prompt cache read or wrote. */
function usageOf(usage: unknown): Usage {
  const counts: JsonObject = isObject(usage) ? usage : {};
  const promptCache = promptCacheOf(counts);
  const { read, written, writtenLong } = promptCache;
  const prompt = countOf(counts['input_tokens']) + read + written + writtenLong;
  return usageWith(promptCache, { prompt, completion: countOf(counts['output_tokens']) });
}

function promptCacheOf(counts: JsonObject): PromptCacheUse {
  const { cache_creation: byTime } = counts;
  const written = countOf(counts['cache_creation_input_tokens']);
  const hour = isObject(byTime) ? countOf(byTime['ephemeral_1h_input_tokens']) : 0;
  const writtenLong = Math.min(written, hour);
  const read = countOf(counts['cache_read_input_tokens']);
  return { read, written: written - writtenLong, writtenLong };
}
