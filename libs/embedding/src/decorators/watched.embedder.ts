import type { Signals } from '@app/core';
import type { Embedder, Embedding } from '../embedder.port.js';
import { EmbeddingError, type EmbeddingFault } from '../embedding.error.js';
import { EmbedderDecorator } from './embedder.decorator.js';

/** The faults of the API. The others are those of the caller or of this process. */
const API_FAULTS: readonly EmbeddingFault[] = ['failed', 'timeout'];

/**
 * Judges an API by its calls: it counts as down after a failed call, until a call succeeds. Pings of such an API would cost money.
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
      if (error instanceof EmbeddingError && API_FAULTS.includes(error.fault)) this.note(error);
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
