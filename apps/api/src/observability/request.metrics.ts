import { Histogram, type Registry } from 'prom-client';
import type { Savings } from '../request/observation.js';
import type { RequestOutcome } from '../request/request.outcome.js';
import { DeferredCounter } from './deferred.counter.js';

/** One finished request, in labels that come from closed sets: the route is a template, never a URL. */
export interface FinishedRequest {
  readonly route: string;
  readonly method: string;
  readonly status: number;
  readonly outcome: RequestOutcome;
  readonly seconds: number;
  readonly savings?: Savings;
}

const REQUESTS = {
  name: 'ragcache_requests_total',
  help: 'Requests by route template, method, status (499 = the caller left) and outcome.',
  labelNames: ['route', 'method', 'status', 'outcome'] as const,
};
/** By outcome only. With the route as a second label this histogram would be most of all series. */
const DURATION = {
  name: 'ragcache_request_duration_seconds',
  help: 'From the arrival of a request to the last byte of its answer, by outcome.',
  labelNames: ['outcome'] as const,
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
};
const SAVED = ['provider', 'model'] as const;
const TOKENS_SAVED = {
  name: 'ragcache_tokens_saved_total',
  help: 'Tokens that hits did not buy again.',
  labelNames: SAVED,
};
const MONEY_SAVED = {
  name: 'ragcache_cost_saved_usd_total',
  help: 'US dollars that hits did not spend, by the prices in MODELS_FILE.',
  labelNames: SAVED,
};

/** Counts requests, how long they took, and what hits saved. */
export class RequestMetrics {
  private readonly requests: DeferredCounter<'route' | 'method' | 'status' | 'outcome'>;
  private readonly duration: Histogram<'outcome'>;
  private readonly tokensSaved: DeferredCounter<'provider' | 'model'>;
  private readonly moneySaved: DeferredCounter<'provider' | 'model'>;

  constructor(registry: Registry) {
    this.requests = new DeferredCounter(REQUESTS, registry);
    this.duration = new Histogram({ ...DURATION, registers: [registry] });
    this.tokensSaved = new DeferredCounter(TOKENS_SAVED, registry);
    this.moneySaved = new DeferredCounter(MONEY_SAVED, registry);
  }

  record({ route, method, status, outcome, seconds, savings }: FinishedRequest): void {
    this.requests.add([route, method, status, outcome]);
    this.duration.observe({ outcome }, seconds);
    if (!savings) return;
    const { provider, model, tokens, usd } = savings;
    this.tokensSaved.add([provider, model], tokens);
    this.moneySaved.add([provider, model], usd);
  }
}
