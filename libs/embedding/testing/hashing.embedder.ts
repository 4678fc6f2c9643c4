import { Embedder, type Embedding, type EmbeddingSpace } from '../src/embedder.port.js';
import { EmbeddingError } from '../src/embedding.error.js';

const DIMENSION = 64;

/** Deterministic vectors from words: texts that share words are near. Counts calls; slow or broken when told to be. */
export class HashingEmbedder extends Embedder {
  readonly space: EmbeddingSpace = {
    model: 'hashing',
    dimension: DIMENSION,
    version: 'v1',
    languages: ['en'],
  };
  calls = 0;
  delayMs = 0;
  failing = false;

  async warmUp(): Promise<void> {}

  async embed(text: string): Promise<Embedding> {
    this.calls++;
    if (this.delayMs) await new Promise((resolve) => setTimeout(resolve, this.delayMs));
    if (this.failing) throw new EmbeddingError('failed');
    return { vector: vectorOf(text), truncated: text.split(' ').length > 256, unknownPieces: false };
  }

  async ping(): Promise<void> {}

  async close(): Promise<void> {}
}

function vectorOf(text: string): Float32Array {
  const vector = new Float32Array(DIMENSION);
  for (const word of text.toLowerCase().match(/\w+/g) ?? ['']) vector[hash(word) % DIMENSION]! += 1;
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

function hash(word: string): number {
  return [...word].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7);
}
