import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import type { Spelling } from '../../../wire/spelling.js';

type FieldName = keyof Required<ChatCompletionCreateParamsStreaming>;

/**
 * Every field of OpenAI's own request type, and whether it shapes the answer. A field that a new SDK brings stops the build
 * here until someone decides. Fields that nobody knows shape the answer.
 */
export const FIELDS = {
  messages: 'shapes',
  model: 'shapes',
  audio: 'shapes',
  frequency_penalty: 'shapes',
  function_call: 'shapes',
  functions: 'shapes',
  logit_bias: 'shapes',
  logprobs: 'shapes',
  max_completion_tokens: 'shapes',
  max_tokens: 'shapes',
  metadata: 'denied',
  modalities: 'shapes',
  moderation: 'shapes',
  n: 'shapes',
  parallel_tool_calls: 'shapes',
  prediction: 'shapes',
  presence_penalty: 'shapes',
  prompt_cache_key: 'denied',
  prompt_cache_options: 'denied',
  prompt_cache_retention: 'denied',
  reasoning_effort: 'shapes',
  response_format: 'shapes',
  safety_identifier: 'denied',
  seed: 'shapes',
  // Price and speed alone.
  service_tier: 'denied',
  stop: 'shapes',
  store: 'shapes',
  stream: 'denied',
  stream_options: 'denied',
  temperature: 'shapes',
  tool_choice: 'shapes',
  tools: 'shapes',
  top_logprobs: 'shapes',
  top_p: 'shapes',
  user: 'denied',
  verbosity: 'shapes',
  web_search_options: 'shapes',
} satisfies Record<FieldName, 'shapes' | 'denied'>;

/** How one call may be spelled; `cache` is our own block. */
export const SPELLING: Spelling = {
  denied: new Set([
    'cache',
    ...Object.entries(FIELDS).flatMap(([name, decision]) => (decision === 'denied' ? [name] : [])),
  ]),
  nullable: new Set(Object.keys(FIELDS)),
  // Only what every server that speaks this format takes for its default: that of `temperature` is the model's.
  defaults: {
    n: [1],
    logprobs: [false],
    tools: [[]],
    functions: [[]],
    tool_choice: ['auto'],
    function_call: ['auto'],
    stop: [[]],
    logit_bias: [{}],
    response_format: [{ type: 'text' }],
  },
};
