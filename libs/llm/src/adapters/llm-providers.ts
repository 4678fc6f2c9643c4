import type { ProviderName } from '@app/core';
import type { LlmProvider } from '../llm-provider.port.js';
import type { Upstream } from '../upstream.table.js';
import type { HttpClient } from '@app/http';

type LlmProviderClass = new (upstream: Upstream, http: HttpClient) => LlmProvider;

/** The adapters by name; loaded only when their upstream can be asked. */
export const LLM_PROVIDERS = {
  openai: async () => (await import('./openai/openai.llm-provider.js')).OpenAiLlmProvider,
  anthropic: async () => (await import('./anthropic/anthropic.llm-provider.js')).AnthropicLlmProvider,
} satisfies Record<ProviderName, () => Promise<LlmProviderClass>>;
