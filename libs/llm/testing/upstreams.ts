import type { ProviderName } from '@app/core';
import { PROVIDER_DESCRIPTORS } from '../src/adapters/provider.table.js';
import type { Upstream } from '../src/provider.descriptor.js';
import { anthropicWire } from './wire/anthropic.wire.js';
import { openAiWire } from './wire/openai.wire.js';
import type { Wire } from './wire/wire.js';

export const WIRES: Readonly<Record<ProviderName, Wire>> = { openai: openAiWire, anthropic: anthropicWire };

/** An upstream at a server of the spec. */
export function anUpstream(name: ProviderName, origin: string, parts: Partial<Upstream> = {}): Upstream {
  return {
    name,
    baseUrl: `${origin}${WIRES[name].basePath}`,
    apiKey: 'sk-the-secret-of-the-spec',
    headers: {},
    variables: PROVIDER_DESCRIPTORS[name].variables,
    ...parts,
  };
}
