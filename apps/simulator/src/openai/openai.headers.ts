import type { Mint } from '../mint.js';

/** Headers of every answer of OpenAI; the id is new each time. */
export function openAiHeaders(mint: Mint): Record<string, string> {
  return {
    'x-request-id': mint.id('req_'),
    'openai-version': '2020-10-01',
    'openai-processing-ms': '7',
    'x-ratelimit-limit-requests': '10000',
    'x-ratelimit-remaining-requests': '9999',
    'x-ratelimit-reset-requests': '6ms',
  };
}
