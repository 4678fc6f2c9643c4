import type { ProviderName } from '@app/core';
import type { ProviderDescriptor } from '../provider.descriptor.js';
import { ANTHROPIC } from './anthropic/anthropic.provider.js';
import { OPENAI } from './openai/openai.provider.js';

/** Every provider, by name. */
export const PROVIDER_DESCRIPTORS: Readonly<Record<ProviderName, ProviderDescriptor>> = {
  openai: OPENAI,
  anthropic: ANTHROPIC,
};

/** A record with one value per provider. */
export function byProvider<Value>(
  valueOf: (descriptor: ProviderDescriptor) => Value,
): Readonly<Record<ProviderName, Value>> {
  const entries = Object.values(PROVIDER_DESCRIPTORS).map(
    (descriptor) => [descriptor.name, valueOf(descriptor)] as const,
  );
  return Object.fromEntries(entries) as Record<ProviderName, Value>;
}
