import { Embedder, type Embedding, type EmbeddingSpace } from '../embedder.port.js';

/** Base of decorators. A subclass overrides the methods that it changes. */
export abstract class EmbedderDecorator extends Embedder {
  constructor(protected readonly inner: Embedder) {
    super();
  }

  get space(): EmbeddingSpace {
    return this.inner.space;
  }

  warmUp(): Promise<void> {
    return this.inner.warmUp();
  }

  abstract override embed(text: string, signal?: AbortSignal, tenant?: string): Promise<Embedding>;

  ping(): Promise<void> {
    return this.inner.ping();
  }

  close(): Promise<void> {
    return this.inner.close();
  }
}
