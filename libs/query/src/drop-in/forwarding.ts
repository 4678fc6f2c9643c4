import type { Accepted, KnownAsk, Recall, Remember } from '@app/cache';
import type { Answer } from '@app/core';
import { BrokenAnswer, codeOfStatus, type WireUpstreams } from '@app/llm';
import type { Ending } from '../flights/flight-event.js';
import type { FlightControl, FlightWork } from '../flights/flight.js';
import type { FlightWorks } from '../search.js';
import type { Brought, UpstreamCalls } from '../upstream-calls.js';
import { passOn } from './pass-on.js';
import type { ResolvedDropIn } from './resolved-drop-in.js';

export interface ForwardingTools {
  readonly upstreams: WireUpstreams;
  readonly calls: UpstreamCalls;
  readonly recall: Recall;
  readonly remember: Remember;
}

/** What the provider said, and how its flight ends with that. */
interface Passed {
  readonly status: number;
  readonly ending: Ending;
}

/** What became of a finished answer. */
type Keep = (answer: Answer) => Accepted | undefined;

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
          return this.forward(request, control, (answer) => this.keep(answer, request, ask));
        },
      forgotten: (reason): FlightWork => {
        return (control) => this.forward(request, control, () => remember.skip(reason));
      },
    };
  }

  private async forward(request: ResolvedDropIn, control: FlightControl, keep: Keep): Promise<Ending> {
    const { ask, format, remember } = request;
    const target = { ask, provider: format.provider, model: remember.model };
    const run = (watched: FlightControl) => this.pass(request, watched, keep);
    const { ending } = await this.tools.calls.make(target, control, { run, read: broughtBy });
    return ending;
  }

  private async pass({ call, format }: ResolvedDropIn, control: FlightControl, keep: Keep): Promise<Passed> {
    const response = await this.tools.upstreams.get(format.provider).send(call, control);
    const ending = await passOn(response, { format, control, finish: (make) => finish(make, keep) });
    return { status: response.status, ending };
  }

  private keep(answer: Answer, request: ResolvedDropIn, ask: KnownAsk): Accepted | undefined {
    if (!request.mayWrite) return this.tools.remember.skip('read-only');
    return this.tools.remember.accept(answer, ask, request.remember);
  }
}

function broughtBy({ status, ending }: Passed): Brought {
  if (ending.type === 'answer') return { outcome: 'answered', answer: ending.answer };
  return { outcome: status === 200 ? 'broken' : codeOfStatus(status) };
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
