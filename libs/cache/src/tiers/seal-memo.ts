import type { CacheKey, EntrySeal, UnsealedEntry } from '@app/core';
import { LRUCache } from 'lru-cache';

/** Characters of entries that are kept unsealed, and of the longest that is. */
const KEPT = 8_000_000;
const LONGEST = 100_000;

interface Unsealed {
  readonly body: string;
  readonly result: UnsealedEntry;
}

/**
 * Unseals what a store gave back. The same text under the same key gives the same result, so a popular entry is not
 * hashed and parsed for each hit: its text is compared whole instead, and one changed character has it unsealed again.
 */
export class SealMemo {
  private readonly recent = new LRUCache<CacheKey, Unsealed>({
    maxSize: KEPT,
    maxEntrySize: LONGEST,
    sizeCalculation: ({ body }) => body.length + 1,
  });

  constructor(private readonly seal: EntrySeal) {}

  unseal(key: CacheKey, body: string): UnsealedEntry {
    const known = this.recent.get(key);
    if (known?.body === body) return known.result;
    const result = this.seal.unseal(body);
    this.recent.set(key, { body, result });
    return result;
  }
}
