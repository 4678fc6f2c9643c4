import type { CacheKey, CanonicalKey, Entry, EntryRecord, Epochs } from '@app/core';
import type { EntryFilter } from '../ports/entry-store.port.js';
import type { Candidate, VectorPoint, VectorQuery } from '../ports/vector-index.port.js';
import { matches } from './entry-match.js';

/** An answer on its way to the stores. */
export interface PendingEntry {
  readonly record: EntryRecord;
  /** The purge numbers its request read at the start; a newer one means that a purge may have named it. */
  readonly purgeSeq: Epochs;
  /** Set as soon as the question has a vector. */
  point?: VectorPoint;
}

/**
 * Answers that were accepted but are not in the stores yet: all tiers read here first, so that an answer is found
 * by the very next request however slow the stores are.
 */
export class PendingEntries {
  private readonly byKey = new Map<CacheKey, PendingEntry>();
  private readonly keysByCanonical = new Map<CanonicalKey, CacheKey>();

  constructor(private readonly capacity = 1_000) {}

  get isFull(): boolean {
    return this.byKey.size >= this.capacity;
  }

  find(key: CacheKey): PendingEntry | undefined {
    return this.byKey.get(key);
  }

  pointer(canonicalKey: CanonicalKey | undefined): CacheKey | undefined {
    return canonicalKey && this.keysByCanonical.get(canonicalKey);
  }

  add(pending: PendingEntry): void {
    const { entry, canonicalKey } = pending.record;
    this.byKey.set(entry.key, pending);
    if (canonicalKey) this.keysByCanonical.set(canonicalKey, entry.key);
  }

  /** Whether this very entry is still waiting: a purge, a removal or a newer answer ends that. */
  holds({ record }: PendingEntry): boolean {
    return this.byKey.get(record.entry.key)?.record.entry.id === record.entry.id;
  }

  settle(pending: PendingEntry): void {
    if (this.holds(pending)) this.forget(pending);
  }

  list(filter: EntryFilter): Entry[] {
    return [...this.byKey.values()]
      .map(({ record }) => record.entry)
      .filter((entry) => matches(entry, filter));
  }

  /** Drops what the filter names; their writes are undone by whoever is writing them. */
  remove(filter: EntryFilter): Entry[] {
    const named = this.list(filter);
    named.forEach((entry) => this.forget(this.byKey.get(entry.key)!));
    return named;
  }

  /** The same as `VectorIndex.nearest`, over what is not in the index yet. */
  nearest(query: VectorQuery): Candidate[] {
    const points = [...this.byKey.values()].flatMap(({ point }) =>
      point?.scope === query.scope ? [point] : [],
    );
    return points
      .filter((point) => point.tenant === query.tenant)
      .map(({ key, entryId, vector }) => ({ key, entryId, similarity: cosine(vector, query.vector) }))
      .sort((one, other) => other.similarity - one.similarity)
      .slice(0, query.limit);
  }

  private forget({ record }: PendingEntry): void {
    const { entry, canonicalKey } = record;
    this.byKey.delete(entry.key);
    if (this.pointer(canonicalKey) === entry.key) this.keysByCanonical.delete(canonicalKey!);
  }
}

/** Of two unit vectors, cut to 0..1. */
function cosine(one: Float32Array, other: Float32Array): number {
  const product = one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);
  return Math.min(1, Math.max(0, product));
}
