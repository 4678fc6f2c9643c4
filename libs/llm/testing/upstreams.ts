import type { ProviderName } from '@app/core';
import { byProvider, PROVIDER_DESCRIPTORS } from '../src/adapters/provider.table.js';
import type { Upstream } from '../src/provider.descriptor.js';
import { ModelRoutes } from '../src/upstreams/model.routes.js';
import type { WireUpstream } from '../src/wire/wire-upstream.port.js';
import { anthropicWire } from './wire/anthropic.wire.js';
import { openAiWire } from './wire/openai.wire.js';
import type { Wire } from './wire/wire.js';

export const WIRES: Readonly<Record<ProviderName, Wire>> = { openai: openAiWire, anthropic: anthropicWire };

/** An upstream at a server of the spec. */
export function anUpstream(name: ProviderName, origin: string, parts: Partial<Upstream> = {}): Upstream {
  return {
    ...{ name, kind: name, query: {}, pathStyle: 'v1', auth: PROVIDER_DESCRIPTORS[name].auth },
    baseUrl: `${origin}${WIRES[name].basePath}`,
    apiKey: 'sk-the-secret-of-the-spec',
    headers: {},
    variables: PROVIDER_DESCRIPTORS[name].variables,
    ...parts,
  };
}

/** Routes to the upstreams of OPENAI_* and ANTHROPIC_* alone, as without UPSTREAMS_FILE. @param wires those that are called. */
export function routesTo(wires: Readonly<Partial<Record<ProviderName, WireUpstream>>> = {}): ModelRoutes {
  const shorthand = byProvider(({ name }) => ({
    ...{ name, kind: name, query: {}, isConfigured: true },
    wire: wires[name]!,
  }));
  return new ModelRoutes(shorthand);
}
