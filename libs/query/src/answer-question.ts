import type { Statistics } from '@app/cache';
import { chargedWorks, tokensIn } from './charged-works.js';
import type { FindAnswer } from './find-answer.js';
import { isEnding } from './flights/flight-event.js';
import type { ModelCall } from './model-call.js';
import { outcomeOf, tallyOf, type Outcome, type OutcomeReport } from './outcome.js';
import type { QueryCommand } from './query-command.js';
import type { AnswerEvent, AnswerHead, Forwarded, QueryResult } from './query-result.js';
import type { RequestResolver } from './resolve/request-resolver.js';
import type { ResolvedRequest } from './resolve/resolved-request.js';
import type { Caller, Delivery, Finding, FlightWorks } from './search.js';

export interface AnswerTools {
  readonly resolver: RequestResolver;
  readonly finder: FindAnswer;
  readonly model: ModelCall;
  readonly report: OutcomeReport;
  readonly statistics: Statistics;
}

type Aboard = Extract<Finding, { kind: 'flight' }>;

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
    const works = this.works(request, 'whole');
    const finding = await this.tools.finder.find({ request, works, caller, delivery: 'whole' });
    if (finding.kind === 'hit') return this.done(request, this.tools.report.hit(finding.hit));
    const { seat, forwarded } = finding;
    onForwarded?.(headOf(request, forwarded));
    return this.done(request, this.tools.report.landed(await seat.landing(), forwarded));
  }

  /**
   * The same piece by piece. An answer from memory, or one that another flight brings whole, has no pieces; `done` always
   * comes last. Throws as `answer` rejects; breaking off is leaving.
   */
  async *stream(command: QueryCommand, caller: Caller): AsyncGenerator<AnswerEvent, void, void> {
    const request = this.tools.resolver.resolve(command);
    const works = this.works(request, 'stream');
    const finding = await this.tools.finder.find({ request, works, caller, delivery: 'stream' });
    if (finding.kind === 'hit')
      yield { type: 'done', result: this.done(request, this.tools.report.hit(finding.hit)) };
    else yield* this.follow(request, finding);
  }

  private works(request: ResolvedRequest, delivery: Delivery): FlightWorks {
    const { account, llm, remember } = request;
    return chargedWorks(this.tools.model.works(request, delivery), {
      account,
      costOf: (usage, model) => this.tools.report.cost(remember.model, usage, model),
      promptTokens: () => tokensIn(llm.prompt.length + (llm.system?.length ?? 0)),
    });
  }

  private async *follow(request: ResolvedRequest, aboard: Aboard): AsyncGenerator<AnswerEvent, void, void> {
    try {
      yield { type: 'forwarded', ...headOf(request, aboard.forwarded) };
      yield* this.pieces(request, aboard);
    } finally {
      aboard.seat.leave();
    }
  }

  private async *pieces(request: ResolvedRequest, { seat, forwarded }: Aboard): AsyncIterable<AnswerEvent> {
    for await (const event of seat.follow()) {
      if (event.type === 'delta') yield event;
      if (isEnding(event))
        yield { type: 'done', result: this.done(request, this.tools.report.landed(event, forwarded)) };
    }
  }

  private done(request: ResolvedRequest, outcome: Outcome): QueryResult {
    const tally = tallyOf(outcome.cache);
    if (tally) this.tools.statistics.record(request.ask, tally);
    const rule = outcome.rule ?? request.rule;
    return { ...outcome, rule, timings: request.ask.timer.timings };
  }
}

function headOf({ ask, rule }: ResolvedRequest, forwarded: Forwarded): AnswerHead {
  return { cache: outcomeOf(forwarded), rule, timings: ask.timer.timings };
}
