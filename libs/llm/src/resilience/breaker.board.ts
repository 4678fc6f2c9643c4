import type { BreakerState, Clock, Signals } from '@app/core';
import type { ModelCatalog } from '../catalog/model.catalog.js';
import { ModelBreaker, PAUSES_MS } from './model.breaker.js';

/** Callers may name any model, so the number of breakers is bounded. */
const SETTINGS = { most: 200, pausesMs: PAUSES_MS };

export interface BreakerTools {
  readonly catalog: ModelCatalog;
  readonly clock: Clock;
  readonly signals: Signals;
}

/** The breakers of one upstream, by model. In metrics, all models without a label of their own share one part. */
export class BreakerBoard {
  /** Least recently used first. */
  private readonly breakers = new Map<string, ModelBreaker>();
  private readonly partsDown = new Set<string>();

  constructor(
    private readonly upstream: string,
    private readonly tools: BreakerTools,
    private readonly settings = SETTINGS,
  ) {
    tools.signals.watchBreakers(() => this.states());
  }

  for(model: string): ModelBreaker {
    const known = this.breakers.get(model);
    if (known) this.breakers.delete(model);
    else this.makeRoom();
    const breaker = known ?? this.newBreaker(model);
    this.breakers.set(model, breaker);
    return breaker;
  }

  /** One state per label in metrics. It is open while one of its models is down. */
  private states(): BreakerState[] {
    const models = new Set([...this.breakers.keys()].map((model) => this.tools.catalog.label(model)));
    return [...models].map((model) => ({
      ...{ server: this.upstream, model },
      isOpen: this.partsDown.has(this.partNamed(model)),
    }));
  }

  private newBreaker(model: string): ModelBreaker {
    const part = this.partOf(model);
    return new ModelBreaker(this.tools.clock, (_, cause) => this.report(part, cause), this.settings.pausesMs);
  }

  /** Evicts a closed breaker before an open one: made-up names must not close the breaker of a model that is down. */
  private makeRoom(): void {
    if (this.breakers.size < this.settings.most) return;
    const models = [...this.breakers.keys()];
    const model = models.find((name) => !this.breakers.get(name)!.isDown) ?? models[0]!;
    this.breakers.delete(model);
    this.report(this.partOf(model));
  }

  /** A part is down while one of its models is down. */
  private report(part: string, cause?: unknown): void {
    const isDown = [...this.breakers].some(
      ([model, breaker]) => breaker.isDown && this.partOf(model) === part,
    );
    if (isDown === this.partsDown.has(part)) return;
    if (isDown) this.partsDown.add(part);
    else this.partsDown.delete(part);
    this.tools.signals.stateChanged(part, isDown ? 'down' : 'up', cause);
  }

  private partOf(model: string): string {
    return this.partNamed(this.tools.catalog.label(model));
  }

  private partNamed(label: string): string {
    return `llm:${this.upstream}:${label}`;
  }
}
