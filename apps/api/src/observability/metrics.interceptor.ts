import type { CacheOutcome } from '@app/query';
import type { BodyInterceptor } from '../http/body.interceptors.js';
import { QueryResponse } from '../query/query.response.js';
import type { Observation, RequestOutcome } from './observation.js';

/** Notes what the handler decided for the metrics. */
export class MetricsInterceptor implements BodyInterceptor {
  observe(body: unknown, observation: Observation): void {
    if (!(body instanceof QueryResponse)) return;
    const { cache } = body.result;
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
