import type { ProviderName } from '@app/core';
import type { CacheOutcome } from '@app/query';
import type { BodyInterceptor } from '../http/body.interceptors.js';
import { isStale } from '../query/cache-status.js';
import type { Observation, Savings } from './observation.js';
import type { RequestOutcome } from './request.outcome.js';
import { resultOf } from './result-of.js';

/** Notes what the handler decided for the metrics. */
export class MetricsInterceptor implements BodyInterceptor {
  observe(body: unknown, observation: Observation): void {
    const result = resultOf(body);
    if (!result) return;
    const { answer, cache } = result;
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
