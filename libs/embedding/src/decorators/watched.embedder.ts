import type { Signals } from '@app/core';
import type { Embedder, Embedding } from '../embedder.port.js';
import { EmbeddingError, type EmbeddingFault } from '../embedding.error.js';
import { EmbedderDecorator } from './embedder.decorator.js';

/** The rest are the caller's doing, or this process's. */
const TELLING: readonly EmbeddingFault[] = ['failed', 'timeout'];

/**
 * An embedder that counts as down from a failed call to the next that succeeds: for APIs, which can't be pinged without
 * paying for it.
 */
export class WatchedEmbedder extends EmbedderDecorator {
  private failure?: EmbeddingError;

  constructor(
    inner: Embedder,
    private readonly signals: Signals,
  ) {
    super(inner);
  }

  override async embed(text: string, signal?: AbortSignal): Promise<Embedding> {
    try {
      const embedding = await this.inner.embed(text, signal);
      this.note(undefined);
      return embedding;
    } catch (error) {
      if (error instanceof EmbeddingError && TELLING.includes(error.fault)) this.note(error);
      throw error;
    }
  }

  override async ping(): Promise<void> {
    await this.inner.ping();
    if (this.failure) throw this.failure;
  }

  private note(failure: EmbeddingError | undefined): void {
    const isNews = (failure === undefined) !== (this.failure === undefined);
    this.failure = failure;
    if (isNews) this.signals.stateChanged('embedder', failure ? 'down' : 'up', failure?.cause);
  }
}
