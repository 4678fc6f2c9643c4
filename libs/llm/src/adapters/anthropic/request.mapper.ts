import type { MessageCreateParamsBase } from '@anthropic-ai/sdk/resources/messages';
import type { LlmRequest } from '../../llm-provider.port.js';

/** The body of a Messages call, whole; a stream adds `STREAMED`. */
export function toBody({
  model,
  system,
  prompt,
  maxTokens,
  temperature,
}: LlmRequest): MessageCreateParamsBase {
  return {
    model,
    max_tokens: maxTokens,
    messages: [{ role: 'user', content: prompt }],
    ...(system !== undefined && { system }),
    ...(temperature !== undefined && { temperature }),
  };
}

export const STREAMED = { stream: true } as const;
