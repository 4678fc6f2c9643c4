import type { Statistics } from '@app/cache';
import type { FindAnswer } from './find-answer.js';
import type { ModelCall } from './model-call.js';
import { outcomeOf, tallyOf, type Outcome, type OutcomeReport } from './outcome.js';
import type { QueryCommand } from './query-command.js';
import type { AnswerHead, Forwarded, QueryResult } from './query-result.js';
import type { RequestResolver } from './resolve/request-resolver.js';
import type { ResolvedRequest } from './resolve/resolved-request.js';
import type { Caller } from './search.js';

export interface AnswerTools {
  readonly resolver: RequestResolver;
  readonly finder: FindAnswer;
  readonly model: ModelCall;
  readonly report: OutcomeReport;
  readonly statistics: Statistics;
}

/** The use case: an answer from memory when that is safe, from the model otherwise. */
export class AnswerQuestion {
  constructor(private readonly tools: AnswerTools) {}

  /**
   * @param caller when it leaves, the upstream call goes on while others wait for it.
   * @param onForwarded told before the model is waited for.
   * Rejects with a `RagCacheError`, or with `CallerLeft` when nobody is there to be told.
   */
  async answer(
    command: QueryCommand,
    caller: Caller,
    onForwarded?: (head: AnswerHead) => void,
  ): Promise<QueryResult> {
    const request = this.tools.resolver.resolve(command);
    const works = this.tools.model.works(request, 'whole');
    const finding = await this.tools.finder.find({ request, works, caller, delivery: 'whole' });
    if (finding.kind === 'hit') return this.done(request, this.tools.report.hit(finding.hit));
    const { seat, forwarded } = finding;
    onForwarded?.(headOf(request, forwarded));
    return this.done(request, this.tools.report.landed(await seat.landing(), forwarded));
  }

  private done(request: ResolvedRequest, outcome: Outcome): QueryResult {
    const tally = tallyOf(outcome.cache);
    if (tally) this.tools.statistics.record(request.ask, tally);
    return { ...outcome, timings: request.ask.timer.timings };
  }
}

function headOf({ ask }: ResolvedRequest, forwarded: Forwarded): AnswerHead {
  return { cache: outcomeOf(forwarded, false), timings: ask.timer.timings };
}
