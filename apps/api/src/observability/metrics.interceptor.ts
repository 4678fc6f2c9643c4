import type { ProviderName } from '@app/core';
import type { CacheOutcome, DropInResult, EmbeddingsResult, Saved } from '@app/query';
import type { BodyInterceptor } from '../request/body.interceptors.js';
import type { Observation, Savings } from '../request/observation.js';
import { isStale, type RequestOutcome } from '../request/request.outcome.js';
import { ReportedAnswer } from '../request/reported.answer.js';
import { ReportedEmbeddings } from '../request/reported.embeddings.js';

/** Adds the decisions of the handler to the metrics. */
export class MetricsInterceptor implements BodyInterceptor {
  observe(body: unknown, observation: Observation): void {
    if (body instanceof ReportedAnswer) observeAnswer(body.result as DropInResult, observation);
    else if (body instanceof ReportedEmbeddings) observeEmbeddings(body.result, observation);
  }
}

function observeAnswer({ answer, cache }: DropInResult, observation: Observation): void {
  observation.outcome = outcomeOf(cache);
  if (cache.kind === 'hit' && answer) observation.savings = savingsOf(answer.provider, cache);
}

/** A batch of which a part came from memory saved something as well. */
function observeEmbeddings({ provider, cache }: EmbeddingsResult, observation: Observation): void {
  observation.outcome = outcomeOf(cache);
  const saved = cache.kind === 'miss' ? cache.partial : cache.kind === 'hit' ? cache : undefined;
  if (saved) observation.savings = savingsOf(provider, saved);
}

function savingsOf(provider: ProviderName, { modelLabel, tokensSaved, costSavedUsd = 0 }: Saved): Savings {
  return { provider, model: modelLabel, tokens: tokensSaved, usd: costSavedUsd };
}

function outcomeOf(cache: CacheOutcome): RequestOutcome {
  if (cache.kind === 'hit') return isStale(cache.ttlMs) ? 'stale' : `hit_${cache.tier}`;
  if (cache.kind === 'miss') return cache.collapsed ? 'collapsed' : 'miss';
  return cache.kind;
}
