import type { Embedding } from '../embedder.port.js';
import { EmbeddingError } from '../embedding.error.js';
import { EmbedderDecorator } from './embedder.decorator.js';
import { SharedComputation } from './shared-computation.js';
import { textOfTenant } from './text-of-tenant.js';

/** Computes equal texts of one tenant once while the computation is in progress. */
export class SharingEmbedder extends EmbedderDecorator {
  private readonly inProgress = new Map<string, SharedComputation>();

  override async embed(text: string, signal?: AbortSignal, tenant?: string): Promise<Embedding> {
    if (signal?.aborted) throw new EmbeddingError('aborted');
    const name = textOfTenant(text, tenant);
    const computation = this.inProgress.get(name) ?? this.start(name, text);
    return computation.join(signal);
  }

  private start(name: string, text: string): SharedComputation {
    const computation: SharedComputation = new SharedComputation(
      (signal) => this.inner.embed(text, signal),
      () => this.forget(name, computation),
    );
    this.inProgress.set(name, computation);
    return computation;
  }

  private forget(name: string, computation: SharedComputation): void {
    if (this.inProgress.get(name) === computation) this.inProgress.delete(name);
  }
}
