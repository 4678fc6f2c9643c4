import { RagCacheError, type Answer } from '@app/core';
import type { Accepted, KnownAsk, Recall, Remember } from '@app/cache';
import type { Upstreams } from '@app/llm';
import type { Ending } from './flights/flight-event.js';
import type { FlightControl, FlightWork } from './flights/flight.js';
import type { UpstreamGate } from './flights/upstream-gate.js';
import type { ResolvedRequest } from './resolve/resolved-request.js';

/** The work of a flight: look once more, ask the model, remember a complete answer. */
export class ModelCall {
  constructor(
    private readonly upstreams: Upstreams,
    private readonly gate: UpstreamGate,
    private readonly recall: Recall,
    private readonly remember: Remember,
  ) {}

  /** For a request whose place in memory is known. */
  remembered(request: ResolvedRequest, ask: KnownAsk): FlightWork {
    return async (control) => {
      const hit = await this.recall.again(ask);
      if (hit) return { type: 'hit', hit };
      const answer = await this.complete(request, control);
      return answered(answer, this.keep(answer, request, ask));
    };
  }

  /** For a request that memory is left out of, or whose place can't be known now. */
  forgotten(request: ResolvedRequest): FlightWork {
    return async (control) => {
      const answer = await this.complete(request, control);
      return answered(answer, this.remember.skip(request.bypass ? 'not-asked-to' : 'registry-unavailable'));
    };
  }

  private complete({ provider, llm, ask }: ResolvedRequest, control: FlightControl): Promise<Answer> {
    return this.gate.pass(ask.tenant, () =>
      ask.timer.time('upstream', () => this.upstreams.get(provider).complete(llm, control)),
    );
  }

  private keep(answer: Answer, request: ResolvedRequest, ask: KnownAsk): Accepted | undefined {
    if (!request.mayWrite) return this.remember.skip('read-only');
    return this.remember.accept(answer, ask, request.remember);
  }
}

/** Out here retries and breakers have seen a call that went well. @throws RagCacheError `upstream_refused` for a bare refusal. */
function answered(answer: Answer, accepted?: Accepted): Ending {
  if (!isBareRefusal(answer))
    return { type: 'answer', answer, stored: accepted !== undefined, written: accepted?.written };
  throw new RagCacheError(
    'upstream_refused',
    `The ${answer.provider} model refused to answer. Put the question differently, or ask another model.`,
  );
}

/** A refusal that has begun to answer is an answer, see docs/decisions/0003. */
function isBareRefusal({ finishReason, text }: Answer): boolean {
  return (finishReason === 'refusal' || finishReason === 'content_filter') && text.trim() === '';
}
