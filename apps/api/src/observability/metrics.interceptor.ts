import type { CacheOutcome } from '@app/query';
import type { BodyInterceptor } from '../http/body.interceptors.js';
import type { Observation, RequestOutcome } from './observation.js';
import { resultOf } from './result-of.js';

/** Notes what the handler decided for the metrics. */
export class MetricsInterceptor implements BodyInterceptor {
  observe(body: unknown, observation: Observation): void {
    const result = resultOf(body);
    if (!result) return;
    const { cache } = result;
    observation.outcome = outcomeOf(cache);
    if (cache.kind !== 'hit') return;
    observation.savings = { tokens: cache.tokensSaved, usd: cache.costSavedUsd ?? 0 };
  }
}

function outcomeOf(cache: CacheOutcome): RequestOutcome {
  if (cache.kind === 'hit') return `hit_${cache.tier}`;
  if (cache.kind === 'miss') return cache.collapsed ? 'collapsed' : 'miss';
  return cache.kind;
}
