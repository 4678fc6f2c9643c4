import type { MadeUpAnswer } from '../made-up-answer.js';

/** What Anthropic counts. Tokens of its prompt cache are not among the input's. */
export type AnthropicUsage = Readonly<Record<'output_tokens', number> & Record<string, unknown>>;

export function usageOf({ promptTokens, completionTokens, script }: MadeUpAnswer): AnthropicUsage {
  const { cachedTokens = 0, cacheWriteTokens = 0 } = script;
  return {
    input_tokens: promptTokens,
    cache_creation_input_tokens: cacheWriteTokens,
    cache_read_input_tokens: cachedTokens,
    cache_creation: { ephemeral_5m_input_tokens: cacheWriteTokens, ephemeral_1h_input_tokens: 0 },
    output_tokens: completionTokens,
    service_tier: 'standard',
  };
}
