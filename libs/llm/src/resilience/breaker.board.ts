import type { Clock, ProviderName, Signals } from '@app/core';
import { LRUCache } from 'lru-cache';
import type { ModelCatalog } from '../catalog/model.catalog.js';
import { ModelBreaker } from './model.breaker.js';

/** Callers may ask for any model name, so only the breakers in recent use are kept. */
const MOST_BREAKERS = 200;

export interface BreakerTools {
  readonly catalog: ModelCatalog;
  readonly clock: Clock;
  readonly signals: Signals;
}

/** The breakers of one provider, by model. */
export class BreakerBoard {
  private readonly breakers: LRUCache<string, ModelBreaker>;

  constructor(
    private readonly provider: ProviderName,
    private readonly tools: BreakerTools,
    most = MOST_BREAKERS,
  ) {
    this.breakers = new LRUCache({ max: most, dispose: (breaker, model) => this.forgotten(breaker, model) });
  }

  for(model: string): ModelBreaker {
    const known = this.breakers.get(model);
    if (known) return known;
    const part = this.partOf(model);
    const { clock, signals } = this.tools;
    const breaker = new ModelBreaker(clock, (state, cause) => signals.stateChanged(part, state, cause));
    this.breakers.set(model, breaker);
    return breaker;
  }

  /** Otherwise the model would be reported down for ever. */
  private forgotten(breaker: ModelBreaker, model: string): void {
    if (breaker.isDown) this.tools.signals.stateChanged(this.partOf(model), 'up');
  }

  private partOf(model: string): string {
    return `llm:${this.provider}:${this.tools.catalog.label(model)}`;
  }
}
