import { RagCacheError } from '@app/core';
import { answerEvents } from '../answer-events.js';
import type { AnswerReport } from '../answer-report.js';
import type { FindAnswer } from '../find-answer.js';
import type { Caller } from '../request.js';
import type { AccountWall } from '../owners/account-wall.js';
import { mayRefer } from '../owners/references.js';
import { DropInEvents } from './drop-in.events.js';
import type { DropInResolver } from './drop-in.resolver.js';
import type { DropInCommand, DropInEvent, ResolvedDropIn } from './drop-in.types.js';
import type { PassThroughClient } from './pass-through.client.js';

export interface AnswerDropInTools {
  readonly resolver: DropInResolver;
  readonly finder: FindAnswer;
  readonly client: PassThroughClient;
  readonly report: AnswerReport;
  readonly wall: AccountWall;
}

/** The use case of the drop-in endpoints: an answer from the cache when that is safe, otherwise the provider's own response. */
export class AnswerDropIn {
  constructor(private readonly tools: AnswerDropInTools) {}

  /**
   * Rejects with `RagCacheError`: `validation_failed` for a body that is no request of its format, and `not_found` for one that names
   * what another tenant made in the same account.
   */
  async resolve(command: DropInCommand): Promise<ResolvedDropIn> {
    const resolved = this.tools.resolver.resolve(command);
    if (resolved.route.upstream.isOfOneTenant || !mayRefer(command.raw)) return resolved;
    if (await command.isShared?.()) await this.checkReferences(command, resolved);
    return resolved;
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

  /** What can't be read can't be checked. */
  private checkReferences(command: DropInCommand, { provider }: ResolvedDropIn): Promise<void> {
    const body = readable(command);
    if (!body) throw uncheckable();
    return this.tools.wall.checkBody(body, { tenant: command.tenant, upstream: provider });
  }
}

function readable({ body, unsound, large }: DropInCommand): DropInCommand['body'] {
  return large ? large() : unsound ? undefined : body;
}

function uncheckable(): RagCacheError {
  const detail =
    'Several tenants share this account of the provider, and this body can not be searched for what belongs to others: send at most 8 MiB of JSON with at most 10,000 values, without repeated names and without numbers that lose digits. Your operator can lift that with PASS_SHARED=true.';
  return new RagCacheError('validation_failed', detail);
}
