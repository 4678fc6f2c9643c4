import type { MessageCreateParamsBase } from '@anthropic-ai/sdk/resources/messages';
import type { LlmRequest } from '../../llm-provider.port.js';

/** The API version of this adapter. The next one, 2026-10-21, refuses every `temperature`. */
export const API_VERSION = '2023-06-01';

/** The SDK has only the types of the newest API version. */
type MessageBody = MessageCreateParamsBase & { temperature?: number };

/** The body of a Messages call. A stream adds `STREAMED`. */
export function toBody({ model, system, prompt, maxTokens, temperature }: LlmRequest): MessageBody {
  return {
    model,
    max_tokens: maxTokens,
    messages: [{ role: 'user', content: prompt }],
    ...(system !== undefined && { system }),
    ...(temperature !== undefined && { temperature }),
  };
}

export const STREAMED = { stream: true } as const;
