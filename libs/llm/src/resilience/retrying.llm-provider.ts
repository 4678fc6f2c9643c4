import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Signals } from '@app/core';
import { LlmProvider, type Deadline, type LlmEvent, type LlmRequest } from '../llm-provider.port.js';
import { UpstreamError } from '../errors.js';
import type { RetryPolicy } from './retry.policy.js';

/** A provider that retries failed calls, as long as no part of an answer has been passed on. */
export class RetryingLlmProvider extends LlmProvider {
  constructor(
    private readonly inner: LlmProvider,
    private readonly policy: RetryPolicy,
    private readonly signals: Signals,
  ) {
    super();
  }

  get name(): string {
    return this.inner.name;
  }

  async complete(request: LlmRequest, deadline: Deadline): Promise<Answer> {
    this.policy.budget.earn();
    for (let retries = 0; ; retries++) {
      try {
        return await this.inner.complete(request, deadline);
      } catch (error) {
        await this.pauseOrThrow(error, retries, deadline);
      }
    }
  }

  async *stream(request: LlmRequest, deadline: Deadline): AsyncGenerator<LlmEvent, void, void> {
    this.policy.budget.earn();
    const { first, rest } = await this.begin(request, deadline);
    try {
      if (!first.done) yield first.value;
      yield* { [Symbol.asyncIterator]: () => rest };
    } finally {
      await rest.return?.();
    }
  }

  /** Retries until the first event of the stream has come. */
  private async begin(request: LlmRequest, deadline: Deadline): Promise<BegunStream> {
    for (let retries = 0; ; retries++) {
      try {
        const rest = this.inner.stream(request, deadline)[Symbol.asyncIterator]();
        return { first: await rest.next(), rest };
      } catch (error) {
        await this.pauseOrThrow(error, retries, deadline);
      }
    }
  }

  private async pauseOrThrow(error: unknown, retries: number, deadline: Deadline): Promise<void> {
    const pause = this.policy.pauseAfter(error, retries, deadline);
    if (pause === undefined) throw error;
    if (error instanceof UpstreamError) this.signals.count('retry', error.code);
    // The pause is shorter than the time left, so it is aborted only when every caller has left.
    await sleep(pause, undefined, { signal: deadline.signal }).catch(() => {
      throw error;
    });
  }
}

interface BegunStream {
  readonly first: IteratorResult<LlmEvent, unknown>;
  readonly rest: AsyncIterator<LlmEvent>;
}
