import type { ProviderName } from '@app/core';
import type { LlmEnv } from './llm.env.js';

/** An LLM API that is asked on a miss. */
export interface Upstream {
  readonly name: ProviderName;
  readonly baseUrl: string;
  /** Sent to `baseUrl`'s origin and nowhere else; absent = the upstream can't be asked. */
  readonly apiKey?: string;
  /** Sent with every call, besides what the provider's protocol needs. */
  readonly headers: Readonly<Record<string, string>>;
  /** What its settings are called, for messages. */
  readonly variables: { readonly apiKey: string; readonly baseUrl: string };
}

/** The upstreams by name, as the operator configured them. */
export function upstreamTable(environment: LlmEnv): Readonly<Record<ProviderName, Upstream>> {
  return {
    openai: {
      name: 'openai',
      baseUrl: environment.OPENAI_BASE_URL,
      apiKey: environment.OPENAI_API_KEY,
      headers: {},
      variables: { apiKey: 'OPENAI_API_KEY', baseUrl: 'OPENAI_BASE_URL' },
    },
    anthropic: {
      name: 'anthropic',
      baseUrl: environment.ANTHROPIC_BASE_URL,
      apiKey: environment.ANTHROPIC_API_KEY,
      headers: {},
      variables: { apiKey: 'ANTHROPIC_API_KEY', baseUrl: 'ANTHROPIC_BASE_URL' },
    },
  };
}
