import type { Answer, ProviderName, RagCacheError } from '@app/core';
import { LlmProvider, type LlmEvent } from './llm-provider.port.js';
import { notConfigured } from './not-configured.js';
import type { Upstream } from './upstream.table.js';

/** Stands where a provider would be if it had a key; every call fails naming the variable. */
export class UnconfiguredLlmProvider extends LlmProvider {
  constructor(private readonly upstream: Upstream) {
    super();
  }

  get name(): ProviderName {
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
