import type { Statistics } from '@app/cache';
import { chargedWorks, tokensIn } from '../charged-works.js';
import type { FindAnswer } from '../find-answer.js';
import { answeredOf, type Outcome, outcomeOf, type OutcomeReport, tallyOf } from '../outcome.js';
import type { CacheOutcome } from '../query-result.js';
import type { Caller, Finding, FlightWorks } from '../search.js';
import type { DropInCommand } from './drop-in-command.js';
import type { DropInEvent, DropInResult } from './drop-in-event.js';
import type { DropInResolver } from './drop-in.resolver.js';
import type { Forwarding } from './forwarding.js';
import { Passage } from './passage.js';
import type { ResolvedDropIn } from './resolved-drop-in.js';

export interface DropInTools {
  readonly resolver: DropInResolver;
  readonly finder: FindAnswer;
  readonly forwarding: Forwarding;
  readonly report: OutcomeReport;
  readonly statistics: Statistics;
}

type Aboard = Extract<Finding, { kind: 'flight' }>;

/** The use case of the drop-in endpoints: an answer from memory when that is safe, otherwise what the provider says, as it says it. */
export class AnswerDropIn {
  constructor(private readonly tools: DropInTools) {}

  /** @throws RagCacheError `validation_failed` for what isn't a request of its format. */
  resolve(command: DropInCommand): ResolvedDropIn {
    return this.tools.resolver.resolve(command);
  }

  /**
   * Throws `RagCacheError`, or `CallerLeft` when nobody is there to be told; breaking off is leaving. The upstream call goes on
   * while others wait for it.
   */
  async *answer(request: ResolvedDropIn, caller: Caller): AsyncGenerator<DropInEvent, void, void> {
    const works = this.works(request);
    const delivery = request.wire?.isStream ? 'stream' : 'whole';
    const finding = await this.tools.finder.find({ request, works, caller, delivery });
    if (finding.kind === 'hit') yield* this.message(request, this.tools.report.hit(finding.hit));
    else yield* this.follow(request, finding);
  }

  private works(request: ResolvedDropIn): FlightWorks {
    const { account, remember } = request;
    return chargedWorks(this.tools.forwarding.works(request), {
      account,
      costOf: (usage, model) => this.tools.report.cost(remember.model, usage, model),
      promptTokens: () => tokensIn(request.call().body?.length ?? 0),
    });
  }

  private async *follow(request: ResolvedDropIn, aboard: Aboard): AsyncGenerator<DropInEvent, void, void> {
    const { seat, forwarded } = aboard;
    try {
      yield { type: 'forwarded', ...resultOf(request, outcomeOf(forwarded)) };
      yield* this.pass(request, aboard);
    } finally {
      seat.leave();
    }
  }

  private async *pass(request: ResolvedDropIn, { seat, forwarded }: Aboard): AsyncIterable<DropInEvent> {
    const passage = new Passage(request, forwarded);
    for await (const event of seat.follow()) {
      yield* passage.take(event);
      if (event.type === 'hit') yield* this.message(request, this.tools.report.hit(event.hit));
      if (event.type === 'passed') yield this.done(request, outcomeOf(forwarded, event));
      if (event.type !== 'answer') continue;
      const outcome = answeredOf(event, forwarded);
      if (passage.isDelivered) yield this.done(request, outcome.cache, outcome);
      else yield* this.message(request, outcome);
    }
  }

  private *message(request: ResolvedDropIn, outcome: Outcome): Generator<DropInEvent, void, void> {
    const { answer, cache } = outcome;
    yield { type: 'message', answer, result: resultOf(request, cache, outcome) };
    yield this.done(request, cache, outcome);
  }

  private done(request: ResolvedDropIn, cache: CacheOutcome, brought: Partial<Outcome> = {}): DropInEvent {
    const tally = tallyOf(cache);
    if (tally) this.tools.statistics.record(request.ask, tally);
    return { type: 'done', result: resultOf(request, cache, brought) };
  }
}

function resultOf(
  request: ResolvedDropIn,
  cache: CacheOutcome,
  { answer, rule = request.rule }: Partial<Outcome> = {},
): DropInResult {
  return { answer, cache, rule, timings: request.ask.timer.timings };
}
