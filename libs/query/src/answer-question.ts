import type { Hit } from '@app/cache';
import { answerEvents, type EventPresenter } from './answer-events.js';
import type { AnsweredOutcome, AnswerReport } from './answer-report.js';
import type { FindAnswer } from './find-answer.js';
import { isFlightEnd, type FlightPart, type FlightResult } from './flights/flight-event.js';
import type { QueryCommand } from './query-command.js';
import type { AnswerEvent, AnswerHead, Forwarded, QueryResult } from './query-result.js';
import type { Caller } from './request.js';
import type { RequestResolver, ResolvedRequest } from './resolve/request-resolver.js';
import type { ModelClient } from './upstream/model-client.js';

export interface AnswerQuestionTools {
  readonly resolver: RequestResolver;
  readonly finder: FindAnswer;
  readonly client: ModelClient;
  readonly report: AnswerReport;
}

/** The use case of `POST /api/v1/query`: an answer from the cache when that is safe, from a model otherwise. */
export class AnswerQuestion {
  constructor(private readonly tools: AnswerQuestionTools) {}

  /**
   * @param caller when it leaves, the upstream call goes on while others wait for it.
   * @param onForwarded called before the model is waited for.
   * Rejects with a `RagCacheError`, or with `CallerLeft` when the caller has left.
   */
  async answer(
    command: QueryCommand,
    caller: Caller,
    onForwarded?: (head: AnswerHead) => void,
  ): Promise<QueryResult> {
    const { resolver, finder, client, report } = this.tools;
    const request = resolver.resolve(command);
    const finding = await finder.find({ request, client, caller, delivery: 'whole' });
    if (finding.kind === 'hit') return report.done(request, report.hit(finding.hit));
    const { subscription, forwarded } = finding;
    onForwarded?.(report.forwarded(request, forwarded));
    return report.done(request, answeredBy(await subscription.result(), forwarded, report));
  }

  /**
   * The same piece by piece. An answer from the cache, or from a call that another request made for a whole answer, has no pieces;
   * `done` always comes last. Throws as `answer` rejects.
   */
  stream(command: QueryCommand, caller: Caller): AsyncGenerator<AnswerEvent, void, void> {
    const { resolver, finder, client, report } = this.tools;
    const request = resolver.resolve(command);
    const search = { request, client, caller, delivery: 'stream' } as const;
    return answerEvents(finder, search, new QuestionEvents(report, request));
  }
}

class QuestionEvents implements EventPresenter<AnswerEvent> {
  constructor(
    private readonly report: AnswerReport,
    private readonly request: ResolvedRequest,
  ) {}

  hit(hit: Hit): AnswerEvent[] {
    return [this.done(this.report.hit(hit))];
  }

  forwarded(forwarded: Forwarded): AnswerEvent {
    return { type: 'forwarded', ...this.report.forwarded(this.request, forwarded) };
  }

  flight(event: FlightPart | FlightResult, forwarded: Forwarded): AnswerEvent[] {
    if (isFlightEnd(event)) return [this.done(answeredBy(event, forwarded, this.report))];
    return event.type === 'delta' ? [event] : [];
  }

  private done(outcome: AnsweredOutcome): AnswerEvent {
    return { type: 'done', result: this.report.done(this.request, outcome) };
  }
}

function answeredBy(result: FlightResult, forwarded: Forwarded, report: AnswerReport): AnsweredOutcome {
  if (result.type === 'passed') throw new Error('The flight of a question ended without an answer.');
  return report.flight(result, forwarded);
}
