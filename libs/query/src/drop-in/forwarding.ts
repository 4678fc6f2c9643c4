import type { Answer } from '@app/core';
import { BrokenAnswer, BrokenToolInput, codeOfStatus, type WireUpstreams } from '@app/llm';
import { endingWith, flightWorks, type Keep, type Memory } from '../flight-works.js';
import type { Ending } from '../flights/flight-event.js';
import type { FlightControl } from '../flights/flight.js';
import type { FlightWorks } from '../search.js';
import type { Brought, UpstreamCalls } from '../upstream-calls.js';
import { passOn } from './pass-on.js';
import type { ResolvedDropIn } from './resolved-drop-in.js';
import { judgeCalls } from './tool-answers.js';

export interface ForwardingTools extends Memory {
  readonly upstreams: WireUpstreams;
  readonly calls: UpstreamCalls;
}

/** What the provider said, and how its flight ends with that. */
interface Passed {
  readonly status: number;
  readonly ending: Ending;
}

/** The work of a drop-in's flight: look once more, pass the request on and the answer back, remember a complete answer. */
export class Forwarding {
  constructor(private readonly tools: ForwardingTools) {}

  works(request: ResolvedDropIn): FlightWorks {
    return flightWorks(this.tools, request, (control, keep) => this.forward(request, control, keep));
  }

  private async forward(request: ResolvedDropIn, control: FlightControl, keep: Keep): Promise<Ending> {
    const { ask, format, remember } = request;
    const target = { ask, provider: format.provider, model: remember.model };
    const run = (watched: FlightControl) => this.pass(request, watched, keep);
    const { ending } = await this.tools.calls.make(target, control, { run, read: broughtBy });
    return ending;
  }

  private async pass(request: ResolvedDropIn, control: FlightControl, keep: Keep): Promise<Passed> {
    const { call, format, wire } = request;
    const response = await this.tools.upstreams[format.provider].send(call(), control);
    const finished = (make: () => Answer) => finish(make, request, keep);
    const ending = await passOn(response, { format, wire, control, finish: finished });
    return { status: response.status, ending };
  }
}

function broughtBy({ status, ending }: Passed): Brought {
  if (ending.type === 'answer') return { outcome: 'answered', answer: ending.answer };
  return { outcome: status === 200 ? 'broken' : codeOfStatus(status) };
}

/** What the provider sent may be no answer that we know; the caller has it all the same. */
function finish(make: () => Answer, { format, toolAnswers }: ResolvedDropIn, keep: Keep): Ending {
  try {
    const answer = make();
    return endingWith(answer, keep(answer, judgeCalls(format.toolCalls(answer), toolAnswers)));
  } catch (error) {
    if (!(error instanceof BrokenAnswer)) throw error;
    const notStored = error instanceof BrokenToolInput ? 'tool-arguments' : 'no-answer';
    return { type: 'passed', notStored };
  }
}
