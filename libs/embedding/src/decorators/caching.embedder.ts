import { LRUCache } from 'lru-cache';
import type { Embedding } from '../embedder.port.js';
import { EmbedderDecorator } from './embedder.decorator.js';

/** How many recent texts are remembered: 1,000 vectors of 384 floats are 1.5 MB. */
const RECENT = 1_000;
/** How many characters these texts have together at most: 4 MB. */
const CHARACTERS = 2_000_000;

/** Remembers recent texts, never failures; forgets them when it is closed. */
export class CachingEmbedder extends EmbedderDecorator {
  private readonly recent = new LRUCache<string, Embedding>({
    max: RECENT,
    maxSize: CHARACTERS,
    sizeCalculation: (_, text) => Math.max(text.length, 1),
  });

  override async embed(text: string, signal?: AbortSignal): Promise<Embedding> {
    const known = this.recent.get(text);
    if (known) return known;
    const embedding = await this.inner.embed(text, signal);
    this.recent.set(text, embedding);
    return embedding;
  }

  override async close(): Promise<void> {
    await this.inner.close();
    this.recent.clear();
  }
}
