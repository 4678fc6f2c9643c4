import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '@app/core';
import type { Embedder, Embedding } from '@app/embedding';

const HASH_BYTES = 32;
const FLAG_BYTES = 4;

/**
 * Embeddings that survive the run in a file per embedding space, so that only the first run takes minutes.
 * A record is the text's SHA-256, its flags, and the vector as 32-bit floats.
 */
export class KeptEmbeddings {
  private readonly embeddings = new Map<string, Embedding>();
  private readonly file: string;

  constructor(
    private readonly embedder: Embedder,
    folder: string,
  ) {
    const { model, dimension, version } = embedder.space;
    const name = `${model}-${dimension}-${version}`.replace(/[^\w.-]/g, '_');
    mkdirSync(folder, { recursive: true });
    this.file = join(folder, `${name}.bin`);
    if (existsSync(this.file)) this.load(readFileSync(this.file));
  }

  /** Makes what is missing. @param each called once per text. */
  async make(texts: Iterable<string>, each: () => void): Promise<void> {
    for (const text of texts) {
      const hash = sha256(text);
      if (!this.embeddings.has(hash)) this.keep(hash, await this.embedder.embed(text));
      each();
    }
  }

  /** The embedding of a text that was made before. */
  of(text: string): Embedding {
    const embedding = this.embeddings.get(sha256(text));
    if (!embedding) throw new Error('a text was asked for before its embedding was made');
    return embedding;
  }

  private keep(hash: string, embedding: Embedding): void {
    this.embeddings.set(hash, embedding);
    const flags = Buffer.from([Number(embedding.truncated), Number(embedding.unknownPieces), 0, 0]);
    const { buffer, byteOffset, byteLength } = embedding.vector;
    const vector = Buffer.from(buffer, byteOffset, byteLength);
    appendFileSync(this.file, Buffer.concat([Buffer.from(hash, 'hex'), flags, vector]));
  }

  private load(bytes: Buffer): void {
    const vectorBytes = this.embedder.space.dimension * Float32Array.BYTES_PER_ELEMENT;
    const size = HASH_BYTES + FLAG_BYTES + vectorBytes;
    for (let start = 0; start + size <= bytes.length; start += size) {
      const record = bytes.subarray(start, start + size);
      const vector = new Float32Array(new Uint8Array(record.subarray(HASH_BYTES + FLAG_BYTES)).buffer);
      const [truncated, unknownPieces] = record.subarray(HASH_BYTES);
      this.embeddings.set(record.toString('hex', 0, HASH_BYTES), {
        vector,
        truncated: truncated === 1,
        unknownPieces: unknownPieces === 1,
      });
    }
  }
}
