import type { ProviderName } from '@app/core';
import type { CacheOutcome, DropInResult } from '@app/query';
import type { BodyInterceptor } from '../request/body.interceptors.js';
import type { Observation, Savings } from '../request/observation.js';
import { isStale, type RequestOutcome } from '../request/request.outcome.js';
import { ReportedAnswer } from '../request/reported.answer.js';

/** Adds the decisions of the handler to the metrics. */
export class MetricsInterceptor implements BodyInterceptor {
  observe(body: unknown, observation: Observation): void {
    if (!(body instanceof ReportedAnswer)) return;
    const { answer, cache } = body.result as DropInResult;
    observation.outcome = outcomeOf(cache);
    if (cache.kind === 'hit' && answer) observation.savings = savingsOf(answer.provider, cache);
  }
}

function savingsOf(provider: ProviderName, hit: CacheOutcome & { kind: 'hit' }): Savings {
  return { provider, model: hit.modelLabel, tokens: hit.tokensSaved, usd: hit.costSavedUsd ?? 0 };
}

function outcomeOf(cache: CacheOutcome): RequestOutcome {
  if (cache.kind === 'hit') return isStale(cache.ttlMs) ? 'stale' : `hit_${cache.tier}`;
  if (cache.kind === 'miss') return cache.collapsed ? 'collapsed' : 'miss';
  return cache.kind;
}
