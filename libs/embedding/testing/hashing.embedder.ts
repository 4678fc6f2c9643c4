import { setTimeout as sleep } from 'node:timers/promises';
import { Embedder, type Embedding, type EmbeddingSpace } from '../src/embedder.port.js';
import { EmbeddingError } from '../src/embedding.error.js';

const DIMENSION = 64;

/** Makes deterministic vectors from words: texts that share words are similar. It counts its calls, and can be made slow or broken. */
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
  private closed = false;

  async warmUp(): Promise<void> {}

  async embed(text: string, signal?: AbortSignal): Promise<Embedding> {
    if (this.closed) throw new EmbeddingError('closed');
    if (signal?.aborted) throw new EmbeddingError('aborted');
    this.calls++;
    await this.work(signal);
    if (this.failing) throw new EmbeddingError('failed');
    return { vector: vectorOf(text), truncated: text.split(' ').length > 256, unknownPieces: false };
  }

  async ping(): Promise<void> {
    if (this.closed) throw new EmbeddingError('closed');
  }

  async close(): Promise<void> {
    this.closed = true;
  }

  private async work(signal?: AbortSignal): Promise<void> {
    if (!this.delayMs) return;
    await sleep(this.delayMs, undefined, { signal }).catch(() => {
      throw new EmbeddingError('aborted');
    });
  }
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
