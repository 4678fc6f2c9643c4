import type { TimeoutOptions } from '@app/core';

export type EmbeddingFault = 'queue-full' | 'timeout' | 'aborted' | 'failed' | 'closed';

/** A text got no vector, for the reason in `fault`. Callers go on without one. */
export class EmbeddingError extends Error {
  constructor(
    readonly fault: EmbeddingFault,
    cause?: unknown,
  ) {
    super(`The text got no vector: ${fault}.`, { cause });
    this.name = 'EmbeddingError';
  }
}

/** For `withTimeout`: a timeout is an `EmbeddingError`, too. */
export const TIMEOUT: TimeoutOptions = { error: () => new EmbeddingError('timeout') };
