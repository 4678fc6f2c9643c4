import type { Hit, Statistics, Tally } from '@app/cache';
import type { Answer, Clock } from '@app/core';
import type { ModelCatalog } from '@app/llm';
import type { FlightResult, NotStored } from './flights/flight-event.js';
import type { AnswerHead, CacheOutcome, Forwarded } from './query-result.js';
import type { Lookup } from './request.js';

/** How a request was answered. */
export interface Outcome {
  /** Absent when a response was passed on that is no answer, such as an error. */
  readonly answer?: Answer;
  readonly cache: CacheOutcome;
  /** Names of the cache rules that decided, where the answer changed that. */
  readonly rule?: string;
}

export type AnsweredOutcome = Outcome & { readonly answer: Answer };

export interface AnswerReportTools {
  readonly catalog: ModelCatalog;
  readonly clock: Clock;
  readonly statistics: Statistics;
}

/** Describes how requests were answered in the terms of the API, and adds them to the statistics. */
export class AnswerReport {
  constructor(private readonly tools: AnswerReportTools) {}

  hit({ tier, entry, similarity }: Hit): AnsweredOutcome {
    const { catalog, clock } = this.tools;
    const now = clock.now();
    const { payload, id: entryId, model } = entry;
    const { answer } = payload;
    return {
      answer,
      cache: {
        kind: 'hit',
        ageMs: Math.max(0, now - entry.createdAt),
        ttlMs: entry.expiresAt - now,
        modelLabel: catalog.label(model),
        tokensSaved: answer.usage.total,
        costSavedUsd: catalog.cost(model, answer.usage),
        ...{ tier, entryId, similarity },
      },
    };
  }

  /** The result of a flight. @param forwarded how the request came to subscribe to it. */
  flight(result: Exclude<FlightResult, { type: 'passed' }>, forwarded: Forwarded): AnsweredOutcome {
    if (result.type === 'hit') return this.hit(result.hit);
    const { answer, rule } = result;
    return { answer, rule, cache: outcomeOf(forwarded, result) };
  }

  /** A request that waits for a model. */
  forwarded(request: Lookup, forwarded: Forwarded): AnswerHead {
    return describe(request, { cache: outcomeOf(forwarded) });
  }

  /** To be called once, when the request is answered: adds it to the tenant's statistics. */
  done<Answered extends Outcome>(request: Lookup, outcome: Answered): Answered & AnswerHead {
    const tally = tallyOf(outcome.cache);
    if (tally) this.tools.statistics.record(request.ask, tally);
    return describe(request, outcome);
  }
}

export function describe<Answered extends Outcome>(
  { ask, rule }: Lookup,
  outcome: Answered,
): Answered & AnswerHead {
  return { ...outcome, rule: outcome.rule ?? rule, timings: ask.timer.timings };
}

/** @param storing whether the answer was accepted for storing, and why not; nothing while that is not known. */
export function outcomeOf(
  forwarded: Forwarded,
  storing: { readonly stored?: boolean; readonly notStored?: NotStored } = {},
): CacheOutcome {
  if (forwarded.kind === 'bypass') return forwarded;
  const { stored = false, notStored = forwarded.notStored } = storing;
  return { ...forwarded, stored, ...(notStored && { notStored }) };
}

/** A bypass and a refresh add nothing to the tenant's sums, because no answer was looked for. */
function tallyOf(outcome: CacheOutcome): Tally | undefined {
  if (outcome.kind !== 'miss' && outcome.kind !== 'hit') return undefined;
  const saved = outcome.kind === 'miss' ? outcome.partial : outcome;
  const { tokensSaved = 0, costSavedUsd = 0 } = saved ?? {};
  return { outcome: outcome.kind === 'miss' ? 'miss' : outcome.tier, tokensSaved, costSavedUsd };
}
