import type { Answer, Clock, Usage } from '@app/core';
import type { Hit, Tally } from '@app/cache';
import type { ModelCatalog } from '@app/llm';
import type { Landing, NotStored } from './flights/flight-event.js';
import type { CacheOutcome, Forwarded } from './query-result.js';

/** An answer and how it came to be. */
export interface Outcome {
  /** The cache rules that decided, where the answer changed that. */
  readonly rule?: string;
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
        ageMs: Math.max(0, now - entry.createdAt),
        ttlMs: entry.expiresAt - now,
        modelLabel: this.catalog.label(model),
        tokensSaved: answer.usage.total,
        costSavedUsd: this.catalog.cost(model, answer.usage),
        ...{ tier, entryId, similarity },
      },
    };
  }

  /** US dollars, by the first of the names that has a price; `undefined` when none has. */
  cost(asked: string, usage: Usage, answered = asked): number | undefined {
    return this.catalog.cost(asked, usage) ?? this.catalog.cost(answered, usage);
  }

  /** @param forwarded how the request came to be on the flight that landed. */
  landed(landing: Landing, forwarded: Forwarded): Outcome {
    switch (landing.type) {
      case 'hit':
        return this.hit(landing.hit);
      case 'answer':
        return answeredOf(landing, forwarded);
      case 'passed':
        throw new Error('The flight of a question brought no answer.');
    }
  }
}

/** What a flight that ended with an answer means to a request. */
export function answeredOf(landing: Extract<Landing, { type: 'answer' }>, forwarded: Forwarded): Outcome {
  const { answer, rule } = landing;
  return { answer, rule, cache: outcomeOf(forwarded, landing) };
}

/** @param kept whether the answer was accepted for storing, and why not; nothing while that is not known. */
export function outcomeOf(forwarded: Forwarded, kept: Kept = {}): CacheOutcome {
  if (forwarded.kind === 'bypass') return forwarded;
  const { stored = false, notStored = forwarded.notStored } = kept;
  return { ...forwarded, stored, ...(notStored && { notStored }) };
}

interface Kept {
  readonly stored?: boolean;
  readonly notStored?: NotStored;
}

/** What the outcome adds to the tenant's sums; a bypass and a refresh add nothing: memory was not asked. */
export function tallyOf(outcome: CacheOutcome): Tally | undefined {
  if (outcome.kind === 'miss') return 'miss';
  if (outcome.kind !== 'hit') return undefined;
  const { tier, tokensSaved, costSavedUsd = 0 } = outcome;
  return { tier, tokensSaved, costSavedUsd };
}
