import type { Clock, PartState, ProviderName, Signals } from '@app/core';
import { LRUCache } from 'lru-cache';
import type { ModelCatalog } from '../catalog/model.catalog.js';
import { ModelBreaker, PAUSES_MS } from './model.breaker.js';

/** Callers may ask for any model name, so only the breakers in recent use are kept. */
const SETTINGS = { most: 200, pausesMs: PAUSES_MS };

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
    private readonly settings = SETTINGS,
  ) {
    this.breakers = new LRUCache({
      max: settings.most,
      dispose: (breaker, model) => this.forgotten(breaker, model),
    });
  }

  for(model: string): ModelBreaker {
    const known = this.breakers.get(model);
    if (known) return known;
    const breaker = this.newBreaker(this.partOf(model));
    this.breakers.set(model, breaker);
    return breaker;
  }

  private newBreaker(part: string): ModelBreaker {
    const { clock, signals } = this.tools;
    const changed = (state: PartState, cause?: unknown) => signals.stateChanged(part, state, cause);
    return new ModelBreaker(clock, changed, this.settings.pausesMs);
  }

  /** Otherwise the model would be reported down for ever. */
  private forgotten(breaker: ModelBreaker, model: string): void {
    if (breaker.isDown) this.tools.signals.stateChanged(this.partOf(model), 'up');
  }

  private partOf(model: string): string {
    return `llm:${this.provider}:${this.tools.catalog.label(model)}`;
  }
}
