import type { CacheKey, CanonicalKey } from '@app/core';
import type { EntryFacts } from '../../pending/entry-match.js';

/** An entry as the process holds it. */
export interface Kept {
  readonly facts: EntryFacts;
  readonly canonicalKey?: CanonicalKey;
  readonly body: string;
  /** Bytes, when it is an embedding; 0 for all others. */
  readonly embeddingBytes: number;
  hits: number;
}

type Pointing = Pick<Kept, 'facts' | 'canonicalKey'>;

/** The key of the answer that was asked for last, by canonical key. */
export class MemoryPointers {
  private readonly facts = new Map<CanonicalKey, EntryFacts>();

  get(canonicalKey: CanonicalKey): CacheKey | undefined {
    return this.facts.get(canonicalKey)?.key;
  }

  note({ facts, canonicalKey }: Pointing): void {
    if (!canonicalKey) return;
    const held = this.facts.get(canonicalKey);
    if (!held || held.order <= facts.order) this.facts.set(canonicalKey, facts);
  }

  forget({ facts: { key }, canonicalKey }: Pointing): void {
    if (canonicalKey && this.get(canonicalKey) === key) this.facts.delete(canonicalKey);
  }
}
