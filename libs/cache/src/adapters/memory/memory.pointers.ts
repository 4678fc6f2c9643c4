import type { CacheKey, CanonicalKey } from '@app/core';
import type { EntryFacts } from '../../pending/entry-match.js';

/** An entry as the process holds it. */
export interface Kept {
  readonly facts: EntryFacts;
  readonly canonicalKey?: CanonicalKey;
  readonly body: string;
  hits: number;
}

type Pointing = Pick<Kept, 'facts' | 'canonicalKey'>;

/** The key that was saved last with each canonical key. */
export class MemoryPointers {
  private readonly keys = new Map<CanonicalKey, CacheKey>();

  get(canonicalKey: CanonicalKey): CacheKey | undefined {
    return this.keys.get(canonicalKey);
  }

  note({ facts: { key }, canonicalKey }: Pointing): void {
    if (canonicalKey) this.keys.set(canonicalKey, key);
  }

  forget({ facts: { key }, canonicalKey }: Pointing): void {
    if (canonicalKey && this.get(canonicalKey) === key) this.keys.delete(canonicalKey);
  }
}
