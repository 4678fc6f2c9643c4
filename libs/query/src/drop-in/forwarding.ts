import type { Answer } from '@app/core';
import { BrokenAnswer, type WireUpstreams } from '@app/llm';
import { flightWorks, type Keep, type Memory } from '../flight-works.js';
import type { Ending } from '../flights/flight-event.js';
import type { FlightControl } from '../flights/flight.js';
import type { UpstreamGate } from '../flights/upstream-gate.js';
import type { FlightWorks } from '../search.js';
import { passOn } from './pass-on.js';
import type { ResolvedDropIn } from './resolved-drop-in.js';

export interface ForwardingTools extends Memory {
  readonly upstreams: WireUpstreams;
  readonly gate: UpstreamGate;
}

/** The work of a drop-in's flight: look once more, pass the request on and the answer back, remember a complete answer. */
export class Forwarding {
  constructor(private readonly tools: ForwardingTools) {}

  works(request: ResolvedDropIn): FlightWorks {
    return flightWorks(this.tools, request, (control, keep) => this.forward(request, control, keep));
  }

  private forward(request: ResolvedDropIn, control: FlightControl, keep: Keep): Promise<Ending> {
    const { ask, format } = request;
    return this.tools.gate.pass(ask.tenant, () =>
      ask.timer.time('upstream', async () => {
        const response = await this.tools.upstreams.get(format.provider).send(request.call(), control);
        return passOn(response, { format, control, finish: (make) => finish(make, keep) });
      }),
    );
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
