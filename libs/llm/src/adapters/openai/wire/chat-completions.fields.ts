import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import type { Spelling } from '../../../wire/spelling.js';

type FieldName = keyof Required<ChatCompletionCreateParamsStreaming>;

/**
 * Every field of OpenAI's own request type, and whether it shapes the answer. A new field of a new SDK stops the build here until
 * somebody decides. Fields that are not listed shape the answer.
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

/** The spellings of one request. `cache` is our own block. */
export const SPELLING: Spelling = {
  denied: new Set([
    'cache',
    ...Object.entries(FIELDS).flatMap(([name, decision]) => (decision === 'denied' ? [name] : [])),
  ]),
  nullable: new Set(Object.keys(FIELDS)),
  // Only defaults of every server that speaks this format. The default of `temperature` depends on the model.
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
