import type { Answer } from '@app/core';
import type { Recall, Remember } from '@app/cache';
import type { LlmProvider, LlmProviders } from '@app/llm';
import { BareRefusal, isBareRefusal } from './bare-refusal.js';
import { endingWith, flightWorks, type Kept } from './flight-works.js';
import type { Ending } from './flights/flight-event.js';
import type { FlightControl } from './flights/flight.js';
import type { ResolvedRequest } from './resolve/resolved-request.js';
import type { Delivery, FlightWorks } from './search.js';
import type { UpstreamCalls } from './upstream-calls.js';

/** The work of a flight: look once more, ask the model, remember a complete answer. */
export class ModelCall {
  constructor(
    private readonly upstreams: LlmProviders,
    private readonly calls: UpstreamCalls,
    private readonly recall: Recall,
    private readonly remember: Remember,
  ) {}

  works(request: ResolvedRequest, delivery: Delivery): FlightWorks {
    const { recall, remember } = this;
    return flightWorks({ recall, remember }, request, async (control, keep) => {
      const answer = await this.complete(request, delivery, control);
      return answered(answer, keep(answer));
    });
  }

  private complete(
    { provider, llm, ask }: ResolvedRequest,
    delivery: Delivery,
    control: FlightControl,
  ): Promise<Answer> {
    const target = { ask, provider, model: llm.model };
    return this.calls.make(target, control, {
      run: (watched) => CALLS[delivery](this.upstreams[provider], llm, watched),
      read: (answer) => ({ outcome: 'answered', answer }),
    });
  }
}

type Call = (provider: LlmProvider, llm: ResolvedRequest['llm'], control: FlightControl) => Promise<Answer>;

const CALLS: Readonly<Record<Delivery, Call>> = {
  whole: (provider, llm, control) => provider.complete(llm, control),
  stream: async (provider, llm, control) => {
    let answer: Answer | undefined;
    // Read to its end: breaking off after the answer would look like a call that was given up.
    for await (const event of provider.stream(llm, control)) {
      if (event.type === 'answer') answer = event.answer;
      else control.emit(event);
    }
    return answer!;
  },
};

/** Out here retries and breakers have seen a call that went well. @throws BareRefusal. */
function answered(answer: Answer, kept: Kept): Ending {
  if (isBareRefusal(answer)) throw new BareRefusal(answer);
  return endingWith(answer, kept);
}
