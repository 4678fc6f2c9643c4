import type { CacheKey, CanonicalKey, Entry, Payload } from '@app/core';
import type { EntryFilter } from '../ports/entry-store.port.js';
import type { Candidate, VectorQuery } from '../ports/vector-index.port.js';
import { matches } from './entry-match.js';
import { isOlder, type PendingEntry } from './pending-entry.js';

type Kind = Payload['kind'];

/** Most pending entries by kind: a batch of embeddings is taken in whole, and leaves the room of answers alone. */
const CAPACITIES: Readonly<Record<Kind, number>> = { answer: 1_000, embedding: 2_500 };

/**
 * Answers that were accepted but are not in the stores yet: all tiers read here first, so that an answer is found
 * by the very next request however slow the stores are. What the entry store has waits for its vector alone.
 */
export class PendingEntries {
  private readonly byKey = new Map<CacheKey, PendingEntry>();
  private readonly keysByCanonical = new Map<CanonicalKey, CacheKey>();

  private readonly counts: Record<Kind, number> = { answer: 0, embedding: 0 };

  constructor(private readonly capacities = CAPACITIES) {}

  get size(): number {
    return this.byKey.size;
  }

  isFullOf(kind: Kind): boolean {
    return this.counts[kind] >= this.capacities[kind];
  }

  /** The answer under the key, until the entry store has it. */
  find(key: CacheKey): PendingEntry | undefined {
    const pending = this.byKey.get(key);
    return pending?.stored ? undefined : pending;
  }

  pointer(canonicalKey: CanonicalKey | undefined): CacheKey | undefined {
    return canonicalKey && this.keysByCanonical.get(canonicalKey);
  }

  /** Whether it was taken in: an answer never replaces one that was asked for later. */
  add(pending: PendingEntry): boolean {
    const { entry, canonicalKey } = pending.record;
    const held = this.byKey.get(entry.key);
    if (held && isOlder(pending, held)) return false;
    this.byKey.set(entry.key, pending);
    this.count(held, -1);
    this.count(pending, 1);
    if (canonicalKey) this.point(canonicalKey, pending);
    return true;
  }

  /** Whether this very entry is still waiting: a purge, a removal or a newer answer ends that. */
  holds({ record }: PendingEntry): boolean {
    return this.byKey.get(record.entry.key)?.record.entry.id === record.entry.id;
  }

  /** The entry store has it: read there from now on, it is gone as soon as any process removes it. */
  handOver(pending: PendingEntry): void {
    if (!this.holds(pending)) return;
    pending.stored = true;
    this.forgetPointer(pending);
  }

  settle(pending: PendingEntry): void {
    if (this.holds(pending)) this.forget(pending);
  }

  /** What the filter names and the entry store does not have yet. */
  list(filter: EntryFilter): Entry[] {
    return this.named(filter).flatMap(({ record, stored }) => (stored ? [] : [record.entry]));
  }

  /** Drops what the filter names, and gives what `list` gave; the writes are undone by whoever is writing. */
  remove(filter: EntryFilter): Entry[] {
    const listed = this.list(filter);
    this.named(filter).forEach((pending) => this.forget(pending));
    return listed;
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

  /** Unless an answer that was asked for later has the place. */
  private point(canonicalKey: CanonicalKey, pending: PendingEntry): void {
    const held = this.byKey.get(this.keysByCanonical.get(canonicalKey)!);
    if (!held || !isOlder(pending, held)) this.keysByCanonical.set(canonicalKey, pending.record.entry.key);
  }

  private count(pending: PendingEntry | undefined, change: 1 | -1): void {
    if (pending) this.counts[pending.record.entry.payload.kind] += change;
  }

  private named(filter: EntryFilter): PendingEntry[] {
    return [...this.byKey.values()].filter(({ record }) => matches(record.entry, filter));
  }

  private forget(pending: PendingEntry): void {
    const { key } = pending.record.entry;
    this.count(this.byKey.get(key), -1);
    this.byKey.delete(key);
    this.forgetPointer(pending);
  }

  private forgetPointer({ record: { entry, canonicalKey } }: PendingEntry): void {
    if (this.pointer(canonicalKey) === entry.key) this.keysByCanonical.delete(canonicalKey!);
  }
}

/** Of two unit vectors, cut to 0..1. */
function cosine(one: Float32Array, other: Float32Array): number {
  const product = one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);
  return Math.min(1, Math.max(0, product));
}
