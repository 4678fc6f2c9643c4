import { PROVIDERS, type ProviderName } from '@app/core';
import type { HttpClient } from '@app/http';
import { PROVIDER_DESCRIPTORS } from './adapters/provider.table.js';
import { UndiciWireUpstream } from './adapters/wire/undici.wire-upstream.js';
import type { LlmProvider, LlmProviders } from './llm-provider.port.js';
import type { Upstream } from './provider.descriptor.js';
import { BreakerBoard, type BreakerTools } from './resilience/breaker.board.js';
import { BreakingLlmProvider } from './resilience/breaking.llm-provider.js';
import { RetryBudget } from './resilience/retry.budget.js';
import { RetryPolicy } from './resilience/retry.policy.js';
import { RetryingLlmProvider } from './resilience/retrying.llm-provider.js';
import { UnconfiguredLlmProvider, UnconfiguredWireUpstream } from './unconfigured.js';
import type { WireUpstream, WireUpstreams } from './wire/wire-upstream.port.js';

type UpstreamTable = Readonly<Record<ProviderName, Upstream>>;

export interface UpstreamTools extends BreakerTools {
  readonly http: HttpClient;
}

/** Builds the provider of every upstream. */
export async function assembleLlmProviders(
  table: UpstreamTable,
  tools: UpstreamTools,
): Promise<LlmProviders> {
  const providers = PROVIDERS.map(async (name) => [name, await llmProvider(table[name], tools)] as const);
  return Object.fromEntries(await Promise.all(providers)) as LlmProviders;
}

/** Builds every upstream for calls in its own wire format. */
export function assembleWireUpstreams(table: UpstreamTable, http: HttpClient): WireUpstreams {
  const upstreams = PROVIDERS.map((name) => [name, wireUpstream(table[name], http)] as const);
  return Object.fromEntries(upstreams) as WireUpstreams;
}

/** Retries go around the breaker: it counts every try, and an open breaker ends the retries. */
async function llmProvider(upstream: Upstream, tools: UpstreamTools): Promise<LlmProvider> {
  if (!upstream.apiKey) return new UnconfiguredLlmProvider(upstream);
  const Provider = await PROVIDER_DESCRIPTORS[upstream.name].load();
  const breakers = new BreakerBoard(upstream.name, tools);
  const breaking = new BreakingLlmProvider(new Provider(upstream, tools.http), breakers);
  return new RetryingLlmProvider(breaking, new RetryPolicy(new RetryBudget()), tools.signals);
}

function wireUpstream(upstream: Upstream, http: HttpClient): WireUpstream {
  const { apiKey } = upstream;
  if (!apiKey) return new UnconfiguredWireUpstream(upstream);
  return new UndiciWireUpstream({ ...upstream, apiKey }, http);
}
