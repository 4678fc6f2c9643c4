import type { Answer } from '@app/core';
import { LlmProvider, type Deadline, type LlmEvent, type LlmRequest } from '../llm-provider.port.js';
import { UpstreamError } from '../errors.js';
import type { BreakerBoard } from './breaker.board.js';
import type { ModelBreaker, Verdict } from './model.breaker.js';

/** A provider with a circuit breaker per model. While the breaker is open, calls fail at once. */
export class BreakingLlmProvider extends LlmProvider {
  constructor(
    private readonly inner: LlmProvider,
    private readonly breakers: BreakerBoard,
  ) {
    super();
  }

  get name(): string {
    return this.inner.name;
  }

  async complete(request: LlmRequest, deadline: Deadline): Promise<Answer> {
    const verdict = await this.admit(request.model);
    try {
      const answer = await this.inner.complete(request, deadline);
      verdict.succeeded();
      return answer;
    } catch (error) {
      verdict.failed(error);
      throw error;
    }
  }

  async *stream(request: LlmRequest, deadline: Deadline): AsyncGenerator<LlmEvent, void, void> {
    const verdict = await this.admit(request.model);
    try {
      yield* this.inner.stream(request, deadline);
      verdict.succeeded();
    } catch (error) {
      verdict.failed(error);
      throw error;
    } finally {
      verdict.failed(brokenOff());
    }
  }

  private async admit(model: string): Promise<Verdict> {
    const breaker = this.breakers.for(model);
    const verdict = await breaker.admit();
    if (!verdict) throw this.refusal(breaker);
    return verdict;
  }

  private refusal({ pauseLeftMs }: ModelBreaker): UpstreamError {
    const detail = `The ${this.name} API keeps failing for this model and is left alone for a moment. Try again later.`;
    return new UpstreamError('upstream_overloaded', detail, { retryAfterMs: Math.max(1_000, pauseLeftMs) });
  }
}

/** The result of a stream whose reader left. It has no effect on a call that has already ended. */
function brokenOff(): UpstreamError {
  return new UpstreamError('upstream_timeout', 'The stream was not read to its end.');
}
