import type { ProviderName, Signals } from '@app/core';
import type { HttpClient } from '@app/http';
import { byProvider, PROVIDER_DESCRIPTORS } from './adapters/provider.table.js';
import { UndiciWireUpstream } from './adapters/wire/undici.wire-upstream.js';
import type { LlmProvider, LlmProviders } from './llm-provider.port.js';
import type { Upstream } from './provider.descriptor.js';
import { BreakingLlmProvider } from './resilience/breaking.llm-provider.js';
import { RetryPolicy } from './resilience/retry.policy.js';
import { RetryingLlmProvider } from './resilience/retrying.llm-provider.js';
import type { UpstreamGuards } from './resilience/upstream.guards.js';
import { UnconfiguredLlmProvider, UnconfiguredWireUpstream } from './unconfigured.js';
import { isOfOneTenant } from './upstreams/account.js';
import { FallbackLlmProvider } from './upstreams/fallback.llm-provider.js';
import { FallbackWireUpstream } from './upstreams/fallback.wire-upstream.js';
import { ModelRoutes } from './upstreams/model.routes.js';
import { NamingWireUpstream } from './upstreams/naming.wire-upstream.js';
import { TimedLlmProvider } from './upstreams/timed.llm-provider.js';
import { TimedWireUpstream } from './upstreams/timed.wire-upstream.js';
import type { UpstreamRow } from './upstreams/upstream-row.js';
import type { WireUpstream } from './wire/wire-upstream.port.js';

/** Every upstream of the configuration. */
export interface ConfiguredUpstreams {
  /** Those of OPENAI_* and ANTHROPIC_*. */
  readonly shorthand: Readonly<Record<ProviderName, Upstream>>;
  /** Those of UPSTREAMS_FILE. */
  readonly rows: readonly UpstreamRow[];
}

export interface UpstreamTools {
  readonly http: HttpClient;
  readonly guards: UpstreamGuards;
}

/** Builds the provider of every upstream. */
export async function assembleLlmProviders(
  { shorthand, rows }: ConfiguredUpstreams,
  tools: UpstreamTools & { readonly signals: Signals },
): Promise<LlmProviders> {
  const upstreams = [...Object.values(shorthand), ...rows];
  const built = await Promise.all(upstreams.map((upstream) => llmProvider(upstream, tools)));
  const single = new Map(built.map((provider) => [provider.name, provider]));
  const fallbacks = new Map(rows.map(({ name, fallback }) => [name, fallback]));
  const complete = [...single].map(([name, provider]) => {
    const others = (fallbacks.get(name) ?? []).map((to) => ({ ...to, provider: single.get(to.upstream)! }));
    return [name, others.length > 0 ? new FallbackLlmProvider(provider, others) : provider] as const;
  });
  return Object.fromEntries(complete) as LlmProviders;
}

/** Builds every upstream for calls in its own wire format. */
export function assembleRoutes({ shorthand, rows }: ConfiguredUpstreams, tools: UpstreamTools): ModelRoutes {
  const upstreams: readonly (Upstream & Partial<UpstreamRow>)[] = [...Object.values(shorthand), ...rows];
  const configured = upstreams.filter(isConfigured);
  const single = new Map(
    configured.map((upstream) => [upstream.name, singleUpstream(upstream, rows, tools)]),
  );
  const own = byProvider(({ name }) => ({
    ...{ name, kind: name, query: {}, isConfigured: isConfigured(shorthand[name]) },
    wire: isConfigured(shorthand[name]) ? single.get(name)! : new UnconfiguredWireUpstream(shorthand[name]),
  }));
  return new ModelRoutes(
    own,
    rows.map((row) => ({
      ...row,
      wire: withFallback(row, single, tools),
      isOfOneTenant: isOfOneTenant(row, configured),
    })),
  );
}

/** A row may need no key. */
function isConfigured(upstream: Upstream & Partial<UpstreamRow>): boolean {
  return upstream.models !== undefined || upstream.apiKey !== undefined;
}

/** Retries go around the breaker: it counts every try, and an open breaker ends the retries. */
async function llmProvider(
  upstream: Upstream & Partial<UpstreamRow>,
  { http, guards, signals }: UpstreamTools & { readonly signals: Signals },
): Promise<LlmProvider> {
  if (!isConfigured(upstream)) return new UnconfiguredLlmProvider(upstream);
  const Provider = await PROVIDER_DESCRIPTORS[upstream.kind].load();
  const { breakers, budget } = guards.of(upstream.name);
  const plain = new Provider(upstream, http);
  const { timeoutMs } = upstream;
  const timed = timeoutMs === undefined ? plain : new TimedLlmProvider(plain, timeoutMs);
  const breaking = new BreakingLlmProvider(timed, breakers);
  return new RetryingLlmProvider(breaking, new RetryPolicy(budget), signals);
}

/** One upstream without its fallback. */
function singleUpstream(
  upstream: Upstream & Partial<UpstreamRow>,
  rows: readonly UpstreamRow[],
  { http }: UpstreamTools,
): WireUpstream {
  const plain = new UndiciWireUpstream(upstream, http);
  const timed = upstream.timeoutMs === undefined ? plain : new TimedWireUpstream(plain, upstream.timeoutMs);
  return rows.length > 0 ? new NamingWireUpstream(timed) : timed;
}

function withFallback(
  { name, fallback }: UpstreamRow,
  single: ReadonlyMap<string, WireUpstream>,
  { guards }: UpstreamTools,
): WireUpstream {
  const candidate = (upstream: string) => ({ wire: single.get(upstream)!, ...guards.of(upstream) });
  if (fallback.length === 0) return single.get(name)!;
  const others = fallback.map((target) => ({ ...target, ...candidate(target.upstream) }));
  return new FallbackWireUpstream(candidate(name), others);
}
