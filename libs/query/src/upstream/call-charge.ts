import type { Account, Answer, Usage } from '@app/core';
import type { ModelCatalog } from '@app/llm';
import type { AnswerRequest } from '../request.js';
import type { MeteredCall } from './metered-call.js';
import type { CallOutcome, Search } from './upstream-client.js';

/** Charges one call to the account that had it made. */
export class CallCharge<Request extends AnswerRequest> {
  constructor(
    private readonly account: Account,
    private readonly search: Search<Request>,
    private readonly catalog: ModelCatalog,
  ) {}

  /**
   * An answer is charged even when nobody waits for it any more. A call that was aborted is charged by the pieces that had arrived;
   * otherwise disconnecting early would make the call free. A call that was never sent costs nothing.
   */
  settle({ isSent, pieces, signal }: MeteredCall, { answer, end, fallback }: CallOutcome): void {
    const isLeft = end.type === 'error' && isSent && signal.aborted;
    const asked = fallback?.model ?? this.search.request.remember.model;
    if (answer) this.chargeAnswer(answer, asked);
    else if (pieces > 0 || isLeft) this.charge(this.estimate(pieces), asked);
  }

  /** Not every server reports the usage. */
  private chargeAnswer({ usage, text, model }: Answer, asked: string): void {
    this.charge(usage.total > 0 ? usage : this.estimate(tokensIn(text.length)), asked, model);
  }

  private estimate(completion: number): Usage {
    const { client, request } = this.search;
    const prompt = client.promptTokens(request);
    return { prompt, completion, total: prompt + completion };
  }

  /** @param answered the model by its own name; its price counts when the one that was asked for has none. */
  private charge(usage: Usage, asked: string, answered = asked): void {
    const usd = this.catalog.cost(asked, usage) ?? this.catalog.cost(answered, usage);
    this.account.charge(usage, usd);
  }
}

const CHARACTERS_PER_TOKEN = 4;

/** An estimate, for texts that nobody counted. */
export function tokensIn(characters: number): number {
  return Math.ceil(characters / CHARACTERS_PER_TOKEN);
}
