import type { Account } from '@app/core';
import type { CallPlan, StorePlan } from '../plan/call-plan.js';
import type { Forwarded } from '../query-result.js';
import type { AnswerRequest } from '../request.js';
import type { Search } from '../upstream/upstream-client.js';
import type { UpstreamJobs } from '../upstream/upstream-job.js';
import { AdmissionQueue } from './admission-queue.js';
import type { FlightBoard } from './flight-board.port.js';
import type { Flight } from './flight.js';
import type { Subscription } from './subscription.js';

/** A subscription to the flight that will bring the answer. */
export interface FlightFinding {
  readonly kind: 'flight';
  readonly subscription: Subscription;
  readonly forwarded: Forwarded;
}

/** Makes requests for the same answer share one call: joins the call in progress, or has a new one admitted and starts it. */
export class SingleFlight {
  private readonly admissions = new AdmissionQueue();

  constructor(
    private readonly board: FlightBoard,
    private readonly jobs: UpstreamJobs,
  ) {}

  /** `undefined` = no such call is in progress, or this one is not to be shared. */
  join<Request extends AnswerRequest>(search: Search<Request>, plan: CallPlan): FlightFinding | undefined {
    const flight = plan.sharing === 'join' ? this.board.find(plan.key) : undefined;
    const { forwarded } = plan;
    if (!flight) return undefined;
    return subscribed(
      flight,
      search,
      forwarded.kind === 'miss' ? { ...forwarded, collapsed: true } : forwarded,
    );
  }

  /**
   * Admission may take a while. Requests for the same answer wait for it in a queue, so that they find the call and take no room
   * for one of their own. Rejects as the account does.
   */
  async subscribe<Request extends AnswerRequest>(
    search: Search<Request>,
    plan: CallPlan,
  ): Promise<FlightFinding> {
    const joined = this.join(search, plan);
    if (joined) return joined;
    if (plan.sharing !== 'join' || !search.request.account) return await this.start(search, plan);
    return await this.admissions.runExclusive(
      plan.key,
      async () => this.join(search, plan) ?? this.start(search, plan),
    );
  }

  /** A request without an account skips the queue and may have started the same call in the meantime. */
  private async start<Request extends AnswerRequest>(
    search: Search<Request>,
    plan: CallPlan,
  ): Promise<FlightFinding> {
    const job = this.jobs.create(search, await admitted(plan, search.request.account));
    const joined = this.join(search, plan);
    if (joined) return joined;
    const isAlone = plan.sharing === 'alone';
    const options = { shared: search.delivery === 'whole', replace: plan.sharing === 'replace' };
    const flight = isAlone ? this.board.startAlone(job) : this.board.start(plan.key, job, options);
    return subscribed(flight, search, plan.forwarded);
  }
}

/** Asks the account for the call and, where the answer might be stored, for that. @returns the plan that is left. */
async function admitted({ sharing, store }: CallPlan, account?: Account): Promise<StorePlan> {
  if (!account) return store;
  await account.admitCall();
  if (sharing === 'alone') return store;
  const mayStore = await account.admitWrite();
  return mayStore || !store.store ? store : { store: false, reason: 'write-limit' };
}

function subscribed(flight: Flight, { request, caller }: Search, forwarded: Forwarded): FlightFinding {
  const subscription = flight.subscribe({ signal: caller.signal, deadline: request.deadline });
  return { kind: 'flight', subscription, forwarded };
}
