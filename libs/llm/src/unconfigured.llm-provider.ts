import type { Answer, ProviderName } from '@app/core';
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
    throw notConfigured(this.upstream);
  }

  stream(): AsyncIterable<LlmEvent> {
    return { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(notConfigured(this.upstream)) }) };
  }
}
