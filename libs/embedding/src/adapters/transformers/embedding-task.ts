import type { Embedding } from '../../embedder.port.js';
import { EmbeddingError } from '../../embedding.error.js';

/** A text that waits for its vector; it stops waiting at its deadline or when its caller leaves. */
export class EmbeddingTask {
  readonly result: Promise<Embedding>;
  private settle!: { resolve(embedding: Embedding): void; reject(error: EmbeddingError): void };
  private readonly timer: NodeJS.Timeout;
  private readonly onAbort = () => this.fail(new EmbeddingError('aborted'));
  private settled = false;

  constructor(
    readonly text: string,
    deadlineMs: number,
    private readonly signal?: AbortSignal,
  ) {
    this.result = new Promise((resolve, reject) => (this.settle = { resolve, reject }));
    this.timer = setTimeout(() => this.fail(new EmbeddingError('timeout')), deadlineMs);
    signal?.addEventListener('abort', this.onAbort);
    if (signal?.aborted) this.onAbort();
  }

  /** Nobody waits for it any more, so it need not be computed. */
  get isSettled(): boolean {
    return this.settled;
  }

  finish(embedding: Embedding): void {
    this.end();
    this.settle.resolve(embedding);
  }

  fail(error: EmbeddingError): void {
    this.end();
    this.settle.reject(error);
  }

  private end(): void {
    this.settled = true;
    clearTimeout(this.timer);
    this.signal?.removeEventListener('abort', this.onAbort);
  }
}
