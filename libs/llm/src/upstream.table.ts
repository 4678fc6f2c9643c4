import type { ProviderName } from '@app/core';
import { byProvider } from './adapters/provider.table.js';
import type { LlmEnv } from './llm.env.js';
import type { Upstream } from './provider.descriptor.js';

/** The upstreams by provider, as the operator configured them. */
export function upstreamTable(environment: LlmEnv): Readonly<Record<ProviderName, Upstream>> {
  return byProvider(({ name, variables }) => ({
    ...{ name, variables, headers: {} },
    baseUrl: environment[variables.baseUrl],
    apiKey: environment[variables.apiKey],
  }));
}

/** The models of requests that name none, by provider. */
export function defaultModels(
  environment: Pick<LlmEnv, ModelVariable>,
): Readonly<Record<ProviderName, string>> {
  return byProvider(({ variables }) => environment[variables.model]);
}

type ModelVariable = 'OPENAI_MODEL' | 'ANTHROPIC_MODEL';
