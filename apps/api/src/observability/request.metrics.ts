import { Counter, Histogram, type Registry } from 'prom-client';
import type { RequestOutcome, Savings } from './observation.js';

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
const DURATION = {
  name: 'ragcache_request_duration_seconds',
  help: 'From the arrival of a request to the last byte of its answer.',
  labelNames: ['route', 'outcome'] as const,
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
};
const TOKENS_SAVED = { name: 'ragcache_tokens_saved_total', help: 'Tokens that hits did not buy again.' };
const MONEY_SAVED = {
  name: 'ragcache_cost_saved_usd_total',
  help: 'US dollars that hits did not spend, by the prices in MODELS_FILE.',
};

/** Counts requests, how long they took, and what hits saved. */
export class RequestMetrics {
  private readonly requests: Counter<'route' | 'method' | 'status' | 'outcome'>;
  private readonly duration: Histogram<'route' | 'outcome'>;
  private readonly tokensSaved: Counter;
  private readonly moneySaved: Counter;

  constructor(registry: Registry) {
    const registers = [registry];
    this.requests = new Counter({ ...REQUESTS, registers });
    this.duration = new Histogram({ ...DURATION, registers });
    this.tokensSaved = new Counter({ ...TOKENS_SAVED, registers });
    this.moneySaved = new Counter({ ...MONEY_SAVED, registers });
  }

  record({ route, method, status, outcome, seconds, savings }: FinishedRequest): void {
    this.requests.inc({ route, method, status, outcome });
    this.duration.observe({ route, outcome }, seconds);
    if (!savings) return;
    this.tokensSaved.inc(savings.tokens);
    this.moneySaved.inc(savings.usd);
  }
}
