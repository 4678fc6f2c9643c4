import type { Accepted, KnownAsk, Recall, Remember } from '@app/cache';
import type { Answer } from '@app/core';
import { BrokenAnswer, type WireUpstreams } from '@app/llm';
import type { Ending } from '../flights/flight-event.js';
import type { FlightControl, FlightWork } from '../flights/flight.js';
import type { UpstreamGate } from '../flights/upstream-gate.js';
import type { FlightWorks } from '../search.js';
import { passOn } from './pass-on.js';
import type { ResolvedDropIn } from './resolved-drop-in.js';

export interface ForwardingTools {
  readonly upstreams: WireUpstreams;
  readonly gate: UpstreamGate;
  readonly recall: Recall;
  readonly remember: Remember;
}

/** What became of a finished answer. */
type Keep = (answer: Answer) => Accepted | undefined;

interface Keeping {
  readonly request: ResolvedDropIn;
  readonly ask: KnownAsk;
  readonly control: FlightControl;
}

/** The work of a drop-in's flight: look once more, pass the request on and the answer back, remember a complete answer. */
export class Forwarding {
  constructor(private readonly tools: ForwardingTools) {}

  works(request: ResolvedDropIn): FlightWorks {
    const { recall, remember } = this.tools;
    return {
      remembered:
        (ask, { looksAgain }) =>
        async (control) => {
          const hit = looksAgain ? await recall.again(ask) : undefined;
          if (hit) return { type: 'hit', hit };
          return this.forward(request, control, (answer) => this.keep(answer, { request, ask, control }));
        },
      forgotten: (reason): FlightWork => {
        return (control) => this.forward(request, control, () => remember.skip(reason));
      },
    };
  }

  private forward(request: ResolvedDropIn, control: FlightControl, keep: Keep): Promise<Ending> {
    const { ask, call, format } = request;
    return this.tools.gate.pass(ask.tenant, () =>
      ask.timer.time('upstream', async () => {
        const response = await this.tools.upstreams.get(format.provider).send(call, control);
        return passOn(response, { format, control, finish: (make) => finish(make, keep) });
      }),
    );
  }

  private keep(answer: Answer, { request, ask, control }: Keeping): Accepted | undefined {
    if (!request.mayWrite) return this.tools.remember.skip('read-only');
    if (control.isOutdated()) return this.tools.remember.skip('outdated');
    return this.tools.remember.accept(answer, ask, request.remember);
  }
}

/** What the provider sent may be no answer that we know; the caller has it all the same. */
function finish(make: () => Answer, keep: Keep): Ending {
  try {
    const answer = make();
    const accepted = keep(answer);
    return { type: 'answer', answer, stored: accepted !== undefined, written: accepted?.written };
  } catch (error) {
    if (error instanceof BrokenAnswer) return { type: 'passed' };
    throw error;
  }
}
