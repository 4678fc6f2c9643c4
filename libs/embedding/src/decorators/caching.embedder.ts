import { LRUCache } from 'lru-cache';
import type { Embedding } from '../embedder.port.js';
import { EmbedderDecorator } from './embedder.decorator.js';
import { textOfTenant } from './text-of-tenant.js';

/** Most cached vectors: 1,000 vectors of 384 floats are 1.5 MB. */
const RECENT = 1_000;
/** Most characters of all cached texts: 4 MB. */
const CHARACTERS = 2_000_000;

/** Caches the vectors of recent texts, per tenant. Failures are not cached. Closing empties the cache. */
export class CachingEmbedder extends EmbedderDecorator {
  private readonly recent = new LRUCache<string, Embedding>({
    max: RECENT,
    maxSize: CHARACTERS,
    sizeCalculation: (_, name) => name.length,
  });

  override async embed(text: string, signal?: AbortSignal, tenant?: string): Promise<Embedding> {
    const name = textOfTenant(text, tenant);
    const known = this.recent.get(name);
    if (known) return known;
    const embedding = await this.inner.embed(text, signal, tenant);
    this.recent.set(name, embedding);
    return embedding;
  }

  override async close(): Promise<void> {
    await this.inner.close();
    this.recent.clear();
  }
}
