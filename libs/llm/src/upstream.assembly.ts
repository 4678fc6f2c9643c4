import type { ProviderName } from '@app/core';
import { LLM_PROVIDERS } from './adapters/llm-providers.js';
import type { HttpClient } from '@app/http';
import type { LlmProvider } from './llm-provider.port.js';
import { BreakerBoard, type BreakerTools } from './resilience/breaker.board.js';
import { BreakingLlmProvider } from './resilience/breaking.llm-provider.js';
import { RetryBudget } from './resilience/retry.budget.js';
import { RetryPolicy } from './resilience/retry.policy.js';
import { RetryingLlmProvider } from './resilience/retrying.llm-provider.js';
import { UnconfiguredLlmProvider } from './unconfigured.llm-provider.js';
import type { Upstream } from './upstream.table.js';
import { Upstreams } from './upstreams.js';

export interface UpstreamTools extends BreakerTools {
  readonly http: HttpClient;
}

/** Builds every row of the table. */
export async function assembleUpstreams(
  table: Readonly<Record<ProviderName, Upstream>>,
  tools: UpstreamTools,
): Promise<Upstreams> {
  const [openai, anthropic] = await Promise.all([
    assemble(table.openai, tools),
    assemble(table.anthropic, tools),
  ]);
  return new Upstreams({ openai, anthropic });
}

/** Retries go around the breaker, so that every try counts for it and an open one ends them. */
async function assemble(upstream: Upstream, tools: UpstreamTools): Promise<LlmProvider> {
  if (!upstream.apiKey) return new UnconfiguredLlmProvider(upstream);
  const Provider = await LLM_PROVIDERS[upstream.name]();
  const breakers = new BreakerBoard(upstream.name, tools);
  const breaking = new BreakingLlmProvider(new Provider(upstream, tools.http), breakers);
  return new RetryingLlmProvider(breaking, new RetryPolicy(new RetryBudget()), tools.signals);
}
