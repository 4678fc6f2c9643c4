import type { ProviderName } from '@app/core';
import { byProvider } from './adapters/provider.table.js';
import type { LlmEnv } from './llm.env.js';
import type { Upstream } from './provider.descriptor.js';

/** The upstreams of OPENAI_* and ANTHROPIC_*, by provider. */
export function upstreamTable(environment: LlmEnv): Readonly<Record<ProviderName, Upstream>> {
  return byProvider(({ name, variables, auth }) => ({
    ...{ name, kind: name, variables, auth, headers: {}, query: {}, pathStyle: 'v1' },
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
