import type { Answer } from '@app/core';
import { LlmProvider, type Deadline, type LlmEvent, type LlmRequest } from '../llm-provider.port.js';
import { limited } from './limited.deadline.js';

/** A provider with a time limit of its own for each call, from its start to the last byte of its answer. */
export class TimedLlmProvider extends LlmProvider {
  constructor(
    private readonly inner: LlmProvider,
    private readonly timeoutMs: number,
  ) {
    super();
  }

  get name(): string {
    return this.inner.name;
  }

  complete(request: LlmRequest, deadline: Deadline): Promise<Answer> {
    return this.inner.complete(request, limited(deadline, this.timeoutMs));
  }

  stream(request: LlmRequest, deadline: Deadline): AsyncIterable<LlmEvent> {
    return this.inner.stream(request, limited(deadline, this.timeoutMs));
  }
}
