import { tokens, type MadeUpAnswer } from '../made-up-answer.js';

/** What OpenAI counts. Tokens of reasoning are among those of the completion. */
export function usageOf({ promptTokens, completionTokens, script }: MadeUpAnswer): object {
  const { cachedTokens = 0, reasoning = '' } = script;
  return {
    prompt_tokens: promptTokens + cachedTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + cachedTokens + completionTokens,
    prompt_tokens_details: { cached_tokens: cachedTokens, audio_tokens: 0 },
    completion_tokens_details: {
      ...{ reasoning_tokens: tokens(reasoning), audio_tokens: 0 },
      ...{ accepted_prediction_tokens: 0, rejected_prediction_tokens: 0 },
    },
  };
}
