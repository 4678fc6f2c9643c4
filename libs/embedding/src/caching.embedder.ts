import { LRUCache } from 'lru-cache';
import { Embedder, type Embedding, type EmbeddingSpace } from './embedder.port.js';
import { EmbeddingError } from './embedding.error.js';

/** How many recent texts are remembered: 1,000 vectors of 384 floats are 1.5 MB. */
const RECENT = 1_000;

/** Remembers recent texts, and lets equal texts in progress share one computation, which no caller's leaving ends. */
export class CachingEmbedder extends Embedder {
  private readonly recent = new LRUCache<string, Embedding>({ max: RECENT });
  private readonly inProgress = new Map<string, Promise<Embedding>>();

  constructor(private readonly inner: Embedder) {
    super();
  }

  get space(): EmbeddingSpace {
    return this.inner.space;
  }

  warmUp(): Promise<void> {
    return this.inner.warmUp();
  }

  async embed(text: string, signal?: AbortSignal): Promise<Embedding> {
    const known = this.recent.get(text);
    if (known) return known;
    return untilAborted(this.inProgress.get(text) ?? this.compute(text), signal);
  }

  ping(): Promise<void> {
    return this.inner.ping();
  }

  close(): Promise<void> {
    return this.inner.close();
  }

  private compute(text: string): Promise<Embedding> {
    const computing = this.inner.embed(text).finally(() => this.inProgress.delete(text));
    this.inProgress.set(text, computing);
    computing.then(
      (embedding) => this.recent.set(text, embedding),
      () => undefined,
    );
    return computing;
  }
}

async function untilAborted<Result>(work: Promise<Result>, signal?: AbortSignal): Promise<Result> {
  if (!signal) return work;
  let onAbort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(new EmbeddingError('aborted'));
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
  });
  return Promise.race([work, aborted]).finally(() => signal.removeEventListener('abort', onAbort));
}
