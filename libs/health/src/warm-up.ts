import { Signals } from '@app/core';
import { Embedder } from '@app/embedding';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Readiness } from './readiness.js';

/**
 * Loads the model while the service already answers probes; stores are open by then. A model that can't be loaded does
 * not hold the process back: without it every tier but the semantic one works (docs/decisions/0004).
 */
@Injectable()
export class WarmUp implements OnApplicationBootstrap {
  constructor(
    private readonly embedder: Embedder,
    private readonly readiness: Readiness,
    private readonly signals: Signals,
  ) {}

  onApplicationBootstrap(): void {
    void this.run();
  }

  private async run(): Promise<void> {
    try {
      await this.embedder.warmUp();
      this.signals.stateChanged('embedder', 'up');
    } catch {
      // The embedder has reported it, and will report when it works after all.
    }
    this.readiness.started();
  }
}
