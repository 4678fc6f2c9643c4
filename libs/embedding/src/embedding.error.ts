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
