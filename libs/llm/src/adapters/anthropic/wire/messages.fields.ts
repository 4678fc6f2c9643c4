import type { MessageCreateParams as BetaParams } from '@anthropic-ai/sdk/resources/beta/messages';
import type { MessageCreateParams as Params } from '@anthropic-ai/sdk/resources/messages';

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
  // They shape the price, the speed or the place, but nobody promises that they shape nothing else.
  cache_control: 'shapes',
  service_tier: 'shapes',
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

/** Fields that don't shape the answer; `cache` is our own block. */
export const DENIED: ReadonlySet<string> = new Set([
  'cache',
  ...Object.entries(MESSAGES_FIELDS).flatMap(([name, meaning]) => (meaning === 'denied' ? [name] : [])),
]);
