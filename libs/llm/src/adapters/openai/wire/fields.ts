import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';

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
  prompt_cache_options: 'shapes',
  prompt_cache_retention: 'denied',
  reasoning_effort: 'shapes',
  response_format: 'shapes',
  safety_identifier: 'denied',
  seed: 'shapes',
  service_tier: 'shapes',
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

/** Fields that don't shape the answer; `cache` is our own block. */
export const DENIED: ReadonlySet<string> = new Set([
  'cache',
  ...Object.entries(FIELDS).flatMap(([name, decision]) => (decision === 'denied' ? [name] : [])),
]);
