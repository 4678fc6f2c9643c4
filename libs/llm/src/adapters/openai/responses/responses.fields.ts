import type { ResponseCreateParamsStreaming } from 'openai/resources/responses/responses';
import type { Spelling } from '../../../wire/spelling.js';

type FieldName = keyof Required<ResponseCreateParamsStreaming>;

/**
 * Every field of OpenAI's own request type, and whether it shapes the answer. A new field of a new SDK stops the build here until
 * somebody decides. Fields that are not listed shape the answer.
 */
export const RESPONSES_FIELDS = {
  model: 'shapes',
  input: 'shapes',
  instructions: 'shapes',
  background: 'shapes',
  context_management: 'shapes',
  conversation: 'shapes',
  include: 'shapes',
  max_output_tokens: 'shapes',
  metadata: 'denied',
  moderation: 'shapes',
  parallel_tool_calls: 'shapes',
  previous_response_id: 'shapes',
  prompt: 'shapes',
  prompt_cache_key: 'denied',
  prompt_cache_options: 'denied',
  prompt_cache_retention: 'denied',
  reasoning: 'shapes',
  safety_identifier: 'denied',
  // Price and speed alone.
  service_tier: 'denied',
  // Only an answer that the provider keeps can be continued, so the two are never exchanged.
  store: 'shapes',
  stream: 'denied',
  stream_options: 'denied',
  temperature: 'shapes',
  text: 'shapes',
  tool_choice: 'shapes',
  tools: 'shapes',
  top_logprobs: 'shapes',
  top_p: 'shapes',
  truncation: 'shapes',
  user: 'denied',
} satisfies Record<FieldName, 'shapes' | 'denied'>;

/** The spellings of one request. `cache` is our own block. */
export const SPELLING: Spelling = {
  denied: new Set([
    'cache',
    ...Object.entries(RESPONSES_FIELDS).flatMap(([name, decision]) => (decision === 'denied' ? [name] : [])),
  ]),
  nullable: new Set(Object.keys(RESPONSES_FIELDS)),
  // Only defaults that OpenAI documents for every model.
  defaults: {
    background: [false],
    include: [[]],
    parallel_tool_calls: [true],
    store: [true],
    text: [{}, { format: { type: 'text' } }],
    tool_choice: ['auto'],
    tools: [[]],
    top_logprobs: [0],
    truncation: ['disabled'],
  },
};

/** Members that a response repeats from its request, though they don't shape it. A replay repeats those of its own request. */
export const ECHOED = [
  ...['metadata', 'user', 'safety_identifier'],
  ...['prompt_cache_key', 'prompt_cache_options', 'prompt_cache_retention'],
] as const satisfies readonly FieldName[];
