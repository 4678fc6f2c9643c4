import type { ProviderName } from '@app/core';
import type { Upstream } from '../src/upstream.table.js';
import { anthropicWire } from './wire/anthropic.wire.js';
import { openAiWire } from './wire/openai.wire.js';
import type { Wire } from './wire/wire.js';

export const WIRES: Readonly<Record<ProviderName, Wire>> = { openai: openAiWire, anthropic: anthropicWire };

/** A row of the upstream table that leads to a server of the spec. */
export function anUpstream(name: ProviderName, origin: string, parts: Partial<Upstream> = {}): Upstream {
  const prefix = name.toUpperCase();
  return {
    name,
    baseUrl: `${origin}${WIRES[name].basePath}`,
    apiKey: 'sk-the-secret-of-the-spec',
    headers: {},
    variables: { apiKey: `${prefix}_API_KEY`, baseUrl: `${prefix}_BASE_URL` },
    ...parts,
  };
}
