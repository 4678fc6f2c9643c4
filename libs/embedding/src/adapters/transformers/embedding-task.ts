import type { Embedding } from '../../embedder.port.js';
import { EmbeddingError } from '../../embedding.error.js';

/** A queued text. It fails at its deadline, and when its caller aborts. */
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

  /** The result is known or the caller has gone, so the vector need not be computed. */
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
