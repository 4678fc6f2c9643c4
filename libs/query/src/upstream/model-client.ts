import { RagCacheError, type Answer } from '@app/core';
import type { Deadline, FallbackModel, LlmEvent, LlmProviders } from '@app/llm';
import type { FlightControl } from '../flights/flight.js';
import type { ResolvedRequest } from '../resolve/request-resolver.js';
import type { AnswerStorage } from './answer-storage.js';
import { tokensIn } from './call-charge.js';
import type { CallOutcome, Search, UpstreamClient } from './upstream-client.js';

/** Asks a model in provider-neutral terms. */
export class ModelClient implements UpstreamClient<ResolvedRequest> {
  constructor(private readonly providers: LlmProviders) {}

  promptTokens({ llm: { prompt, system = '' } }: ResolvedRequest): number {
    return tokensIn(prompt.length + system.length);
  }

  async send(
    { request: { provider, llm }, delivery }: Search<ResolvedRequest>,
    control: FlightControl,
    storage: AnswerStorage,
  ): Promise<CallOutcome> {
    const model = this.providers[provider]!;
    const call = new NotedCall(control);
    const answer =
      delivery === 'whole'
        ? await model.complete(llm, call)
        : await passedOn(model.stream(llm, call), control);
    return outcomeOf(answer, storage, call.fallback);
  }
}

/** The deadline of a question, which notes whether another model was asked in the end. */
class NotedCall implements Deadline {
  fallback?: FallbackModel;

  constructor(private readonly inner: Deadline) {}

  get signal(): AbortSignal {
    return this.inner.signal;
  }

  remainingMs(): number {
    return this.inner.remainingMs();
  }

  onSend(): void {
    this.inner.onSend?.();
  }

  onFallback(model: FallbackModel): void {
    this.fallback = model;
  }
}

/** Reads the stream to its end: breaking off after the answer would look like a call that was given up. */
async function passedOn(events: AsyncIterable<LlmEvent>, control: FlightControl): Promise<Answer> {
  let answer: Answer | undefined;
  for await (const event of events) {
    if (event.type === 'answer') answer = event.answer;
    else control.emit(event);
  }
  return answer!;
}

/** Retries and breakers see a bare refusal as a call that went well, and it costs like any other; its callers get an error. */
function outcomeOf(answer: Answer, storage: AnswerStorage, fallback?: FallbackModel): CallOutcome {
  const result = storage.finish(answer, fallback && { skip: 'fallback' });
  const end = isBareRefusal(answer) ? ({ type: 'error', error: bareRefusal(answer) } as const) : result;
  return { outcome: 'answered', answer, end, fallback };
}

/** A refusal that has begun to answer is an answer, see docs/decisions/0003. */
function isBareRefusal({ finishReason, text }: Answer): boolean {
  return (finishReason === 'refusal' || finishReason === 'content_filter') && text.trim() === '';
}

function bareRefusal({ provider }: Answer): RagCacheError {
  const detail = `The ${provider} model refused to answer. Put the question differently, or ask another model.`;
  return new RagCacheError('upstream_refused', detail);
}
