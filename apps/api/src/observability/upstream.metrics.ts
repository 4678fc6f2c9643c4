import type { UpstreamCall } from '@app/core';
import { Counter, type Registry } from 'prom-client';

const CALLS = {
  name: 'ragcache_upstream_calls_total',
  help: 'Calls of models, retries not counted, by how they ended.',
  labelNames: ['provider', 'outcome'] as const,
};
const TOKENS = {
  name: 'ragcache_tokens_spent_total',
  help: 'Tokens that upstream calls used, by kind: prompt or completion.',
  labelNames: ['provider', 'model', 'kind'] as const,
};
const MONEY = {
  name: 'ragcache_cost_spent_usd_total',
  help: 'US dollars that upstream calls cost, by the prices in MODELS_FILE.',
  labelNames: ['provider', 'model'] as const,
};

const UNPRICED = {
  name: 'ragcache_unpriced_calls_total',
  help: 'Answered upstream calls of models without a price: they cost nothing in budgets, statistics and the counters of money.',
  labelNames: ['provider', 'model'] as const,
};

/** Counts the calls of models, their tokens and their cost. */
export class UpstreamMetrics {
  private readonly calls: Counter<'provider' | 'outcome'>;
  private readonly tokens: Counter<'provider' | 'model' | 'kind'>;
  private readonly money: Counter<'provider' | 'model'>;
  private readonly unpriced: Counter<'provider' | 'model'>;

  constructor(registry: Registry) {
    const registers = [registry];
    this.calls = new Counter({ ...CALLS, registers });
    this.tokens = new Counter({ ...TOKENS, registers });
    this.money = new Counter({ ...MONEY, registers });
    this.unpriced = new Counter({ ...UNPRICED, registers });
  }

  record({ provider, model, outcome, usage, costUsd }: UpstreamCall): void {
    this.calls.inc({ provider, outcome });
    if (!usage) return;
    this.tokens.inc({ provider, model, kind: 'prompt' }, usage.prompt);
    this.tokens.inc({ provider, model, kind: 'completion' }, usage.completion);
    if (costUsd === undefined) this.unpriced.inc({ provider, model });
    else this.money.inc({ provider, model }, costUsd);
  }
}
