import type { Answer, FinishReason, Usage } from '@app/core';
import { countOf, isObject, objectOf, stringOf, type JsonObject } from '../../json.js';

const FINISH_REASONS: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  length: 'length',
  content_filter: 'content_filter',
  tool_calls: 'tool_calls',
  function_call: 'tool_calls',
};

/** A `chat.completion` as an answer: its first choice. @throws BrokenAnswer when it isn't one. */
export function toAnswer(body: JsonObject): Answer {
  const choice = firstChoice(body);
  const message = objectOf(choice['message'], 'message');
  return {
    text: textOf(message['content']),
    finishReason: finishReasonOf(choice, message),
    provider: 'openai',
    model: stringOf(body['model'], 'model'),
    usage: usageOf(body['usage']),
    raw: body,
  };
}

function firstChoice({ choices }: JsonObject): JsonObject {
  return objectOf(Array.isArray(choices) ? choices[0] : undefined, 'choices[0]');
}

function textOf(content: unknown): string {
  if (content === null || content === undefined) return '';
  return stringOf(content, 'message.content');
}

function finishReasonOf(choice: JsonObject, message: JsonObject): FinishReason {
  if (message['refusal']) return 'refusal';
  const reason = choice['finish_reason'];
  return (
    (typeof reason === 'string' && Object.hasOwn(FINISH_REASONS, reason) && FINISH_REASONS[reason]) || 'other'
  );
}

/** A compatible server may count nothing, or leave the total out. */
function usageOf(usage: unknown): Usage {
  if (!isObject(usage)) return { prompt: 0, completion: 0, total: 0 };
  const prompt = countOf(usage['prompt_tokens']);
  const completion = countOf(usage['completion_tokens']);
  return { prompt, completion, total: countOf(usage['total_tokens']) || prompt + completion };
}
