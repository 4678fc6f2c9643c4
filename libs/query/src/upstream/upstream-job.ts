import type { Hit, CacheReader, CacheWriter } from '@app/cache';
import type { FlightResult } from '../flights/flight-event.js';
import type { FlightControl, FlightJob } from '../flights/flight.js';
import type { StorePlan } from '../plan/call-plan.js';
import type { AnswerRequest } from '../request.js';
import { AnswerStorage } from './answer-storage.js';
import { CallCharge } from './call-charge.js';
import { failedCall, MeteredCall, type CallMeters } from './metered-call.js';
import type { CallOutcome, Search } from './upstream-client.js';
import type { UpstreamGate } from './upstream-gate.js';

export interface UpstreamJobTools extends CallMeters {
  readonly gate: UpstreamGate;
  readonly reader: CacheReader;
  readonly writer: CacheWriter;
}

/** Where the answer of the call goes, or the answer that makes the call unnecessary. */
type Preparation = { readonly storage: AnswerStorage } | { readonly hit: Hit };

/** The work of every flight: looks into the cache once more, asks the provider, stores a complete answer, charges the account. */
export class UpstreamJob<Request extends AnswerRequest> implements FlightJob {
  constructor(
    private readonly tools: UpstreamJobTools,
    private readonly search: Search<Request>,
    private readonly plan: StorePlan,
  ) {}

  /** Rejects without a call when all callers have left, and with `overloaded` when the gate has no room. */
  async run(control: FlightControl): Promise<FlightResult> {
    const { client, request } = this.search;
    control.signal.throwIfAborted();
    const prepared = await this.prepare(control);
    if ('hit' in prepared) return { type: 'hit', hit: prepared.hit };
    control.signal.throwIfAborted();
    this.tools.gate.enter(request.ask.tenant);
    const call = new MeteredCall(this.tools, request, control);
    const sent = client.send(this.search, call, prepared.storage);
    const outcome = await sent.catch((error: unknown) => failedCall(error, control));
    this.tools.gate.leave(request.ask.tenant);
    this.settle(call, outcome);
    if (outcome.end.type === 'error') throw outcome.end.error;
    return outcome.end;
  }

  private async prepare(control: FlightControl): Promise<Preparation> {
    const { reader, writer } = this.tools;
    const { plan } = this;
    const storageFor = this.search.request;
    if (!plan.store) return { storage: new AnswerStorage(writer, storageFor, control, plan.reason) };
    const rechecked = plan.recheck ? reader.recheck(plan.ask) : undefined;
    const [hit, order] = await Promise.all([rechecked, reader.order(plan.ask)]);
    if (hit) return { hit };
    const target = order === undefined ? 'registry-unavailable' : { ...plan.ask, order };
    return { storage: new AnswerStorage(writer, storageFor, control, target) };
  }

  private settle(call: MeteredCall, outcome: CallOutcome): void {
    const { account } = this.search.request;
    call.report(outcome);
    if (account) new CallCharge(account, this.search, this.tools.catalog).settle(call, outcome);
  }
}

/** Makes the jobs of flights. */
export class UpstreamJobs {
  constructor(private readonly tools: UpstreamJobTools) {}

  create<Request extends AnswerRequest>(search: Search<Request>, plan: StorePlan): FlightJob {
    return new UpstreamJob(this.tools, search, plan);
  }
}
