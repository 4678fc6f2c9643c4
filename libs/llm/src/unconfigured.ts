import { RagCacheError, type Answer } from '@app/core';
import { LlmProvider, type LlmEvent } from './llm-provider.port.js';
import type { Upstream } from './provider.descriptor.js';
import { WireUpstream } from './wire/wire-upstream.port.js';

/** Takes the place of a provider without a key. Every call fails with a message that names the variable to set. */
export class UnconfiguredLlmProvider extends LlmProvider {
  constructor(private readonly upstream: Upstream) {
    super();
  }

  get name(): string {
    return this.upstream.name;
  }

  async complete(): Promise<Answer> {
    throw this.refusal();
  }

  stream(): AsyncIterable<LlmEvent> {
    return { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(this.refusal()) }) };
  }

  private refusal(): RagCacheError {
    return notConfigured(this.upstream, ', or name another provider in the request');
  }
}

/** The same for calls in the provider's own wire format. */
export class UnconfiguredWireUpstream extends WireUpstream {
  constructor(private readonly upstream: Upstream) {
    super();
  }

  get name(): string {
    return this.upstream.name;
  }

  send(): Promise<never> {
    return Promise.reject(notConfigured(this.upstream));
  }

  pass(): Promise<never> {
    return this.send();
  }
}

/** @param alternative of the caller, as the end of the sentence. A drop-in call has none, because its path names the provider. */
function notConfigured({ variables }: Upstream, alternative = ''): RagCacheError {
  return new RagCacheError(
    'provider_not_configured',
    `${variables.apiKey} is not set. Set it and restart the service${alternative}.`,
  );
}
