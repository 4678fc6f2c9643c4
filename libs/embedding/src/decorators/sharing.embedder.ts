import type { Embedding } from '../embedder.port.js';
import { EmbeddingError } from '../embedding.error.js';
import { EmbedderDecorator } from './embedder.decorator.js';
import { SharedComputation } from './shared-computation.js';

/** Equal texts in progress share one computation. It is called off when the last caller has left, not earlier. */
export class SharingEmbedder extends EmbedderDecorator {
  private readonly inProgress = new Map<string, SharedComputation>();

  override async embed(text: string, signal?: AbortSignal): Promise<Embedding> {
    if (signal?.aborted) throw new EmbeddingError('aborted');
    const computation = this.inProgress.get(text) ?? this.start(text);
    return computation.join(signal);
  }

  private start(text: string): SharedComputation {
    const computation: SharedComputation = new SharedComputation(
      (signal) => this.inner.embed(text, signal),
      () => this.forget(text, computation),
    );
    this.inProgress.set(text, computation);
    return computation;
  }

  private forget(text: string, computation: SharedComputation): void {
    if (this.inProgress.get(text) === computation) this.inProgress.delete(text);
  }
}
