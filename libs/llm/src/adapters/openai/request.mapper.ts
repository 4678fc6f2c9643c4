import type {
  ChatCompletionCreateParamsBase,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions';
import type { LlmRequest } from '../../llm-provider.port.js';

/** OpenAI's newer models refuse `max_tokens`. Most compatible servers know only that name. */
export type LimitField = 'max_tokens' | 'max_completion_tokens';

const OPENAI_HOSTS = /(^|\.)(openai\.com|openai\.azure\.com)$/;

/** The new name for OpenAI and Azure, the old one for every other server. */
export function limitFieldFor(baseUrl: string): LimitField {
  return OPENAI_HOSTS.test(new URL(baseUrl).hostname) ? 'max_completion_tokens' : 'max_tokens';
}

/** The body of a Chat Completions call. A stream adds `STREAMED`. */
export function toBody(request: LlmRequest, limitField: LimitField): ChatCompletionCreateParamsBase {
  return {
    model: request.model,
    messages: messagesOf(request),
    [limitField]: request.maxTokens,
    ...(request.temperature !== undefined && { temperature: request.temperature }),
  };
}

/** A stream reports the usage only on request. */
export const STREAMED = { stream: true, stream_options: { include_usage: true } } as const;

function messagesOf({ system, prompt }: LlmRequest): ChatCompletionMessageParam[] {
  const user = { role: 'user', content: prompt } as const;
  return system === undefined ? [user] : [{ role: 'system', content: system }, user];
}
