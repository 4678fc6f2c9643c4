import type { ProviderName } from '@app/core';
import type { HttpClient } from '@app/http';
import { UndiciWireUpstream } from './adapters/wire/undici.wire-upstream.js';
import type { Upstream } from './upstream.table.js';
import { UnconfiguredWireUpstream } from './wire/unconfigured.wire-upstream.js';
import type { WireUpstream } from './wire/wire-upstream.port.js';
import { WireUpstreams } from './wire/wire-upstreams.js';

/** Builds every row of the table as an upstream for calls in its own wire format. */
export function assembleWireUpstreams(
  table: Readonly<Record<ProviderName, Upstream>>,
  http: HttpClient,
): WireUpstreams {
  return new WireUpstreams({
    openai: assemble(table.openai, http),
    anthropic: assemble(table.anthropic, http),
  });
}

function assemble(upstream: Upstream, http: HttpClient): WireUpstream {
  const { apiKey } = upstream;
  if (!apiKey) return new UnconfiguredWireUpstream(upstream);
  return new UndiciWireUpstream({ ...upstream, apiKey }, http);
}
