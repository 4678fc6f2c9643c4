import type { ProviderName } from '@app/core';
import type { LlmProvider } from '../llm-provider.port.js';
import type { Upstream } from '../upstream.table.js';
import type { UpstreamNetwork } from './upstream-network.js';

type LlmProviderClass = new (upstream: Upstream, network: UpstreamNetwork) => LlmProvider;

/** The adapters by name; loaded only when their upstream can be asked. */
export const LLM_PROVIDERS = {
  openai: async () => (await import('./openai/openai.llm-provider.js')).OpenAiLlmProvider,
  anthropic: async () => (await import('./anthropic/anthropic.llm-provider.js')).AnthropicLlmProvider,
} satisfies Record<ProviderName, () => Promise<LlmProviderClass>>;
