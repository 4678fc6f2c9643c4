import type { ProviderName } from '@app/core';
import type { LlmProvider } from './llm-provider.port.js';

/** The providers by name, each with retries and breakers around it. */
export class Upstreams {
  constructor(private readonly providers: Readonly<Record<ProviderName, LlmProvider>>) {}

  /** A provider without a key is there too; its calls reject with `provider_not_configured`. */
  get(name: ProviderName): LlmProvider {
    return this.providers[name];
  }
}
