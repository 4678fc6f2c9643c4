import type { MessageCreateParams as BetaParams } from '@anthropic-ai/sdk/resources/beta/messages';
import type { MessageCreateParams as Params } from '@anthropic-ai/sdk/resources/messages';
import type { Spelling } from '../../../wire/spelling.js';

/** Whether a field shapes the answer, and so is part of the profile, or doesn't. */
type FieldMeaning = 'shapes' | 'denied';

/**
 * Every field that the SDK's types know, those of its beta calls included; a field that comes with a new SDK doesn't compile until
 * somebody decides. Fields that stand nowhere here shape the answer.
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
  // They shape the price, the speed or the place, but nobody promises that they shape nothing else.
  speed: 'shapes',
  inference_geo: 'shapes',
  billing_policy: 'shapes',
  // What the answer tells besides, and what it is made from.
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
  // Who asked, for Anthropic's records.
  metadata: 'denied',
} as const satisfies Record<keyof Required<Params> | keyof Required<BetaParams>, FieldMeaning>;

/** The SDK's types know them no more, older models do. */
const SAMPLING = ['temperature', 'top_p', 'top_k'];

/** How one call may be spelled; `cache` is our own block. */
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
