import { Part } from '@app/core';

/** Where vectors come from. Vectors of different spaces never meet: the space is part of every vector's address. */
export interface EmbeddingSpace {
  /** Model id, e.g. `all-MiniLM-L6-v2`. */
  readonly model: string;
  /** Length of every vector. */
  readonly dimension: number;
  /** Raised when preprocessing changes what vector a text gets. */
  readonly version: string;
  /** ISO 639-1 codes that the model understands; texts in other languages are not compared by meaning. */
  readonly languages: readonly string[] | 'any';
}

export interface Embedding {
  /** Unit length, so that the dot product of two vectors is their cosine similarity. */
  readonly vector: Float32Array;
  /** The text is longer than the model's window: texts that differ past it share this vector. */
  readonly truncated: boolean;
  /** The text has pieces that the tokenizer can't spell: texts that differ only there share this vector. */
  readonly unknownPieces: boolean;
}

/** Text to vector. The same text always gets the same vector. */
export abstract class Embedder extends Part {
  abstract readonly space: EmbeddingSpace;
  /**
   * Resolves when the model is loaded and the first text will not pay for it. Rejects when it can't be loaded; an embedder
   * that has such a model reports so itself, as it reports every later change of its state.
   */
  abstract warmUp(): Promise<void>;
  /**
   * Rejects with `EmbeddingError` when the queue is full, the deadline passed, the signal aborted or the model failed;
   * callers go on without a vector.
   * @param tenant who asks. Work is shared within one tenant alone: how long it took must not tell that somebody else asked the same.
   */
  abstract embed(text: string, signal?: AbortSignal, tenant?: string): Promise<Embedding>;
}
