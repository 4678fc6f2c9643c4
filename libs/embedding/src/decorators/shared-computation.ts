import type { Embedding } from '../embedder.port.js';
import { EmbeddingError } from '../embedding.error.js';

/** One computation that several callers share. Each may leave on its own; the last one to leave aborts the computation. */
export class SharedComputation {
  private readonly abandoned = new AbortController();
  private readonly result: Promise<Embedding>;
  private callers = 0;

  /** @param onEnd called when no more callers may join, once or twice. */
  constructor(
    compute: (signal: AbortSignal) => Promise<Embedding>,
    private readonly onEnd: () => void,
  ) {
    this.result = compute(this.abandoned.signal).finally(onEnd);
    // When every caller has left, nobody handles the rejection.
    this.result.catch(() => undefined);
  }

  join(signal?: AbortSignal): Promise<Embedding> {
    this.callers += 1;
    if (!signal) return this.result;
    return new Promise((resolve, reject) => {
      const leave = () => {
        reject(new EmbeddingError('aborted'));
        this.leave();
      };
      signal.addEventListener('abort', leave, { once: true });
      const stay = () => signal.removeEventListener('abort', leave);
      this.result.finally(stay).then(resolve, reject);
    });
  }

  private leave(): void {
    this.callers -= 1;
    if (this.callers > 0) return;
    this.onEnd();
    this.abandoned.abort();
  }
}
