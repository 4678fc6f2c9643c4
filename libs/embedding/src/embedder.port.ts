import { Part } from '@app/core';

/** The origin of a vector. Vectors of different spaces are never compared: every index belongs to one space. */
export interface EmbeddingSpace {
  /** Model id, e.g. `all-MiniLM-L6-v2`. */
  readonly model: string;
  /** Length of every vector. */
  readonly dimension: number;
  /** Changes when the preprocessing of texts changes, and with it their vectors. */
  readonly version: string;
  /** ISO 639-1 codes of the model's languages. Texts in other languages are not compared by meaning. */
  readonly languages: readonly string[] | 'any';
}

export interface Embedding {
  /** Unit length, so that the dot product of two vectors is their cosine similarity. */
  readonly vector: Float32Array;
  /** The text is longer than the model's window. Texts that differ only beyond the window have the same vector. */
  readonly truncated: boolean;
  /** The tokenizer can't encode some pieces of the text. Texts that differ only there have the same vector. */
  readonly unknownPieces: boolean;
}

/** Turns texts into vectors. The same text always gets the same vector. */
export abstract class Embedder extends Part {
  abstract readonly space: EmbeddingSpace;
  /**
   * Resolves when the model is loaded, so that the first text is fast. Rejects when it can't be loaded. The embedder itself reports
   * the failure, and every later change of its state, to `Signals`.
   */
  abstract warmUp(): Promise<void>;
  /**
   * Rejects with `EmbeddingError` when the queue is full, the deadline has passed, the signal has aborted or the model has failed.
   * Callers go on without a vector.
   * @param tenant the tenant of the request. Work is shared within one tenant only, because a fast answer would tell another
   * tenant that somebody has asked the same.
   */
  abstract embed(text: string, signal?: AbortSignal, tenant?: string): Promise<Embedding>;
}
