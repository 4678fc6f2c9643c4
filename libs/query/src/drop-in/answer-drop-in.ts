import { answerEvents } from '../answer-events.js';
import type { AnswerReport } from '../answer-report.js';
import type { FindAnswer } from '../find-answer.js';
import type { Caller } from '../request.js';
import { DropInEvents } from './drop-in.events.js';
import type { DropInResolver } from './drop-in.resolver.js';
import type { DropInCommand, DropInEvent, ResolvedDropIn } from './drop-in.types.js';
import type { PassThroughClient } from './pass-through.client.js';

export interface AnswerDropInTools {
  readonly resolver: DropInResolver;
  readonly finder: FindAnswer;
  readonly client: PassThroughClient;
  readonly report: AnswerReport;
}

/** The use case of the drop-in endpoints: an answer from the cache when that is safe, otherwise the provider's own response. */
export class AnswerDropIn {
  constructor(private readonly tools: AnswerDropInTools) {}

  /** @throws RagCacheError `validation_failed` for a body that is no request of its format. */
  resolve(command: DropInCommand): ResolvedDropIn {
    return this.tools.resolver.resolve(command);
  }

  /**
   * Throws `RagCacheError`, or `CallerLeft` when the caller has left. Breaking off the iteration is leaving; the upstream call goes on
   * while others wait for it.
   */
  answer(request: ResolvedDropIn, caller: Caller): AsyncGenerator<DropInEvent, void, void> {
    const { finder, client, report } = this.tools;
    const delivery = request.wire?.isStream ? 'stream' : 'whole';
    return answerEvents(finder, { request, client, caller, delivery }, new DropInEvents(report, request));
  }
}
