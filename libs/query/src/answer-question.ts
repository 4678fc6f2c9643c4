import type { Declined, KnownAsk, Recall, RegistryState, Statistics } from '@app/cache';
import type { FlightBoard } from './flights/flight-board.port.js';
import type { Flight } from './flights/flight.js';
import type { ModelCall } from './model-call.js';
import { tallyOf, type Outcome, type OutcomeReport } from './outcome.js';
import type { QueryCommand } from './query-command.js';
import type { QueryResult } from './query-result.js';
import type { RequestResolver } from './resolve/request-resolver.js';
import type { ResolvedRequest } from './resolve/resolved-request.js';

export interface AnswerTools {
  readonly resolver: RequestResolver;
  readonly recall: Recall;
  readonly board: FlightBoard;
  readonly model: ModelCall;
  readonly report: OutcomeReport;
  readonly statistics: Statistics;
}

/** Who waits for an answer. Asking for the signal may build it, so it is asked for only when a model has to answer. */
export interface Caller {
  /** Aborts when the caller leaves. */
  readonly signal: AbortSignal;
}

/** The use case: an answer from memory when that is safe, from the model otherwise. */
export class AnswerQuestion {
  constructor(private readonly tools: AnswerTools) {}

  /**
   * @param caller when it leaves, the upstream call goes on while others wait for it.
   * Rejects with a `RagCacheError`, or with `CallerLeft` when nobody is there to be told.
   */
  async answer(command: QueryCommand, caller: Caller): Promise<QueryResult> {
    const request = this.tools.resolver.resolve(command);
    const outcome = request.bypass ? await this.bypass(request, caller) : await this.lookUp(request, caller);
    const tally = tallyOf(outcome.cache);
    if (tally) this.tools.statistics.record(request.ask, tally);
    return { ...outcome, timings: request.ask.timer.timings };
  }

  private async bypass(request: ResolvedRequest, caller: Caller): Promise<Outcome> {
    const flight = this.tools.board.startAlone(this.tools.model.forgotten(request));
    const { answer } = await this.land(flight, request, caller, { collapsed: false });
    return { answer, cache: { kind: 'bypass', reason: request.bypass! } };
  }

  private async lookUp(request: ResolvedRequest, caller: Caller): Promise<Outcome> {
    const { state, hit } = await this.tools.recall.direct(request.ask);
    if (hit) return this.tools.report.hit(hit);
    return state ? this.miss(request, { ...request.ask, state }, caller) : this.unplaced(request, caller);
  }

  private async miss(request: ResolvedRequest, ask: KnownAsk, caller: Caller): Promise<Outcome> {
    const key = boardKey(ask, ask.state);
    const inTheAir = this.tools.board.find(key);
    if (inTheAir) return this.land(inTheAir, request, caller, { collapsed: true });
    const { hit, declined } = await this.tools.recall.byMeaning(ask);
    if (hit) return this.tools.report.hit(hit);
    const startedMeanwhile = this.tools.board.find(key);
    const flight = startedMeanwhile ?? this.tools.board.start(key, this.tools.model.remembered(request, ask));
    return this.land(flight, request, caller, { collapsed: startedMeanwhile !== undefined, declined });
  }

  /** Memory can't be used now. One call still serves all who ask the same: broken memory must not multiply upstream calls. */
  private async unplaced(request: ResolvedRequest, caller: Caller): Promise<Outcome> {
    const key = `${request.ask.key}:unknown`;
    const inTheAir = this.tools.board.find(key);
    const flight = inTheAir ?? this.tools.board.start(key, this.tools.model.forgotten(request));
    return this.land(flight, request, caller, { collapsed: inTheAir !== undefined });
  }

  private async land(
    flight: Flight,
    { deadline }: ResolvedRequest,
    { signal }: Caller,
    facts: { collapsed: boolean; declined?: Declined },
  ): Promise<Outcome> {
    const event = await flight.join({ signal, deadline }).landing();
    if (event.type === 'passed') throw new Error('Nothing is passed on here.');
    if (event.type === 'hit') return this.tools.report.hit(event.hit);
    return this.tools.report.miss(event.answer, { ...facts, stored: event.stored });
  }
}

/** Requests from before and after a purge never share a flight. */
function boardKey({ key }: KnownAsk, { epochs, purgeSeq }: RegistryState): string {
  return [key, epochs.tenant, epochs.namespace, purgeSeq.tenant, purgeSeq.namespace].join(':');
}
