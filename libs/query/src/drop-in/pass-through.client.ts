import type { Answer } from '@app/core';
import { BrokenAnswer, BrokenToolInput, codeOfStatus, type FallbackModel } from '@app/llm';
import type { FlightResult } from '../flights/flight-event.js';
import type { FlightControl } from '../flights/flight.js';
import type { AnswerStorage } from '../upstream/answer-storage.js';
import { tokensIn } from '../upstream/call-charge.js';
import type { CallOutcome, Search, UpstreamClient } from '../upstream/upstream-client.js';
import type { KeptAnswers } from '../owners/kept-answers.js';
import type { ResolvedDropIn } from './drop-in.types.js';
import { passOn } from './pass-on.js';
import { judgeCalls } from './tool-answers.js';

const SUBSTITUTE = { skip: 'fallback' } as const;

/** Passes a drop-in request on to its provider, and the response back. */
export class PassThroughClient implements UpstreamClient<ResolvedDropIn> {
  constructor(private readonly kept: KeptAnswers) {}

  promptTokens(request: ResolvedDropIn): number {
    return tokensIn(request.call().body?.length ?? 0);
  }

  async send(
    { request }: Search<ResolvedDropIn>,
    control: FlightControl,
    storage: AnswerStorage,
  ): Promise<CallOutcome> {
    const { call, format, route, wire } = request;
    const response = await route.upstream.wire.send(call(), control);
    const { fallback } = response;
    const finish = (make: () => Answer) => finished(make, request, { storage, fallback });
    const end = await passOn(response, { format, wire, control, finish });
    if (end.type === 'answer') {
      this.kept.note(end.answer, fallback ? { ...request, provider: fallback.upstream } : request);
      return { outcome: 'answered', answer: end.answer, end, fallback };
    }
    return { outcome: response.status === 200 ? 'broken' : codeOfStatus(response.status), end, fallback };
  }
}

/** The caller gets the response even when it is no answer that we know. */
function finished(
  make: () => Answer,
  { format, toolAnswers }: ResolvedDropIn,
  { storage, fallback }: { readonly storage: AnswerStorage; readonly fallback?: FallbackModel },
): FlightResult {
  try {
    const answer = make();
    // The identity names the model that was asked for, so the answer of another one must not be found under it.
    const facts = fallback ? SUBSTITUTE : judgeCalls(format.toolCalls(answer), toolAnswers);
    return storage.finish(answer, facts);
  } catch (error) {
    if (!(error instanceof BrokenAnswer)) throw error;
    const notStored = error instanceof BrokenToolInput ? 'tool-arguments' : 'no-answer';
    return { type: 'passed', notStored };
  }
}
