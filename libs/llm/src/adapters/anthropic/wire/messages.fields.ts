import type { MessageCreateParams as BetaParams } from '@anthropic-ai/sdk/resources/beta/messages';
import type { MessageCreateParams as Params } from '@anthropic-ai/sdk/resources/messages';
import type { Spelling } from '../../../wire/spelling.js';

/** `shapes`: the field shapes the answer and is part of the profile. `denied`: it does not and is not. */
type FieldMeaning = 'shapes' | 'denied';

/**
 * Every field of the SDK's types, with those of its beta calls. A new field of a new SDK stops the build until somebody decides.
 * Fields that are not listed shape the answer.
 */
export const MESSAGES_FIELDS = {
  model: 'shapes',
  messages: 'shapes',
  system: 'shapes',
  max_tokens: 'shapes',
  stop_sequences: 'shapes',
  thinking: 'shapes',
  tools: 'shapes',
  tool_choice: 'shapes',
  mcp_servers: 'shapes',
  container: 'shapes',
  output_config: 'shapes',
  output_format: 'shapes',
  // Price and speed alone.
  cache_control: 'denied',
  service_tier: 'denied',
  // They concern price, speed or place, but Anthropic does not promise that they change nothing else.
  speed: 'shapes',
  inference_geo: 'shapes',
  billing_policy: 'shapes',
  // They concern additional parts of the answer, and its input.
  diagnostics: 'shapes',
  compaction: 'shapes',
  context_management: 'shapes',
  fallbacks: 'shapes',
  fallback_credit_token: 'shapes',
  thread: 'shapes',
  // The SDK sends these as headers; in a body they are unknown fields.
  betas: 'shapes',
  user_profile_id: 'shapes',
  workspace_id: 'shapes',
  // One stored answer serves whole and streamed calls.
  stream: 'denied',
  // The end user, for Anthropic's records.
  metadata: 'denied',
} as const satisfies Record<keyof Required<Params> | keyof Required<BetaParams>, FieldMeaning>;

/** Fields that the SDK's types no longer have, but older models accept. */
const SAMPLING = ['temperature', 'top_p', 'top_k'];

/** The spellings of one request. `cache` is our own block. */
export const SPELLING: Spelling = {
  denied: new Set([
    'cache',
    ...Object.entries(MESSAGES_FIELDS).flatMap(([name, meaning]) => (meaning === 'denied' ? [name] : [])),
  ]),
  nullable: new Set([...Object.keys(MESSAGES_FIELDS), ...SAMPLING]),
  defaults: {
    system: [[]],
    tools: [[]],
    mcp_servers: [[]],
    stop_sequences: [[]],
    tool_choice: [{ type: 'auto' }, { type: 'auto', disable_parallel_tool_use: false }],
  },
};
