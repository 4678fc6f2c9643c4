import type { Wire } from './wire.js';

const facts = {
  id: 'chatcmpl-CQ0wZ4Yk1b2',
  created: 1_761_900_000,
  model: 'gpt-4.1-mini-2025-04-14',
  service_tier: 'default',
  system_fingerprint: 'fp_4c2851f862',
};
const usage = {
  prompt_tokens: 19,
  completion_tokens: 10,
  total_tokens: 29,
  prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
};

export const chunk = (delta: unknown, finish_reason: string | null = null): string =>
  line({
    ...base('chat.completion.chunk'),
    choices: [{ index: 0, delta, logprobs: null, finish_reason }],
    usage: null,
  });

export const usageChunk = (): string => line({ ...base('chat.completion.chunk'), choices: [], usage });

export const DONE = 'data: [DONE]\n\n';

const line = (body: unknown): string => `data: ${JSON.stringify(body)}\n\n`;
const base = (object: string) => ({ ...facts, object });

export const openAiWire: Wire = {
  path: '/v1/chat/completions',
  basePath: '/v1',
  model: facts.model,
  usage: { prompt: 19, completion: 10, total: 29 },
  whole: (text, finish_reason = 'stop') => ({
    ...base('chat.completion'),
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: text, refusal: null, annotations: [] },
        logprobs: null,
        finish_reason,
      },
    ],
    usage,
  }),
  streamed: (pieces, finish = 'stop') =>
    [
      chunk({ role: 'assistant', content: '', refusal: null }),
      ...pieces.map((content) => chunk({ content })),
      chunk({}, finish),
      usageChunk(),
      DONE,
    ].join(''),
  needed: (stream) => stream.slice(0, stream.indexOf(usageChunk())),
  errorBody: (message) => ({ error: { message, type: 'server_error', param: null, code: null } }),
  errorEvent: () =>
    line({ error: { message: 'The server had an error.', type: 'server_error', code: null } }),
};
