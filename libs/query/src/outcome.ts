import type { Answer, Clock } from '@app/core';
import type { Declined, Hit, Tally } from '@app/cache';
import type { ModelCatalog } from '@app/llm';
import type { CacheOutcome } from './query-result.js';

/** An answer and how it came to be. */
export interface Outcome {
  readonly answer: Answer;
  readonly cache: CacheOutcome;
}

/** Says what happened to a request, and what it saved, in the terms of the API. */
export class OutcomeReport {
  constructor(
    private readonly catalog: ModelCatalog,
    private readonly clock: Clock,
  ) {}

  hit({ tier, entry, similarity }: Hit): Outcome {
    const now = this.clock.now();
    const { answer, id: entryId, model } = entry;
    return {
      answer,
      cache: {
        kind: 'hit',
        ...{ tier, entryId, similarity },
        ageMs: Math.max(0, now - entry.createdAt),
        ttlMs: entry.expiresAt - now,
        tokensSaved: answer.usage.total,
        costSavedUsd: this.catalog.cost(model, answer.usage),
      },
    };
  }

  miss(answer: Answer, facts: { collapsed: boolean; stored: boolean; declined?: Declined }): Outcome {
    return { answer, cache: { kind: 'miss', ...facts } };
  }
}

/** What the outcome adds to the tenant's sums; a bypass adds nothing: memory was not asked. */
export function tallyOf(outcome: CacheOutcome): Tally | undefined {
  if (outcome.kind === 'bypass') return undefined;
  if (outcome.kind === 'miss') return 'miss';
  const { tier, tokensSaved, costSavedUsd = 0 } = outcome;
  return { tier, tokensSaved, costSavedUsd };
}
