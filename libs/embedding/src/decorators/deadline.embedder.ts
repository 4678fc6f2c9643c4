import type { Embedder, Embedding } from '../embedder.port.js';
import { EmbeddingError } from '../embedding.error.js';
import { EmbedderDecorator } from './embedder.decorator.js';

/** Aborts each call after a deadline in milliseconds. The call then rejects with the fault `timeout`. */
export class DeadlineEmbedder extends EmbedderDecorator {
  constructor(
    inner: Embedder,
    private readonly deadlineMs: number,
  ) {
    super(inner);
  }

  override async embed(text: string, signal?: AbortSignal): Promise<Embedding> {
    if (signal?.aborted) throw new EmbeddingError('aborted');
    const call = new AbortController();
    const end = () => call.abort();
    const timer = setTimeout(end, this.deadlineMs);
    signal?.addEventListener('abort', end);
    try {
      return await this.inner.embed(text, call.signal);
    } catch (error) {
      const isLate = call.signal.aborted && !signal?.aborted;
      throw isLate ? new EmbeddingError('timeout', error) : error;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
    }
  }
}
