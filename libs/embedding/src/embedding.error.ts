import type { TimeoutOptions } from '@app/core';

export type EmbeddingFault = 'queue-full' | 'timeout' | 'aborted' | 'failed' | 'closed';

/** Why a text got no vector. Callers go on without one. */
export class EmbeddingError extends Error {
  constructor(
    readonly fault: EmbeddingFault,
    cause?: unknown,
  ) {
    super(`The text got no vector: ${fault}.`, { cause });
    this.name = 'EmbeddingError';
  }
}

/** For `withTimeout`: a timeout is one of the reasons why a text gets no vector. */
export const TIMEOUT: TimeoutOptions = { error: () => new EmbeddingError('timeout') };
