import type { CacheKey, EntryId } from '@app/core';
import type { Candidate, VectorPoint, VectorQuery } from '../../ports/vector-index.port.js';
import { forSlices } from '../slices.js';
import type { ExactSearch } from './exact-search.js';
import { type RowTarget, VectorGroup } from './vector-group.js';

type Address = Pick<VectorPoint, 'tenant' | 'scope' | 'epochs'>;

/**
 * Every vector of a process, grouped by what a query must match exactly: tenant, scope and epochs. A raised epoch thus
 * leaves its old group behind without anything being searched or filtered.
 */
export class VectorMemory {
  private readonly groups = new Map<string, VectorGroup>();
  private readonly addressByKey = new Map<CacheKey, string>();

  constructor(
    private readonly dimension: number,
    private readonly search: ExactSearch,
  ) {}

  get size(): number {
    return this.addressByKey.size;
  }

  put({ key, entryId, keepUntil, vector, ...place }: VectorPoint): void {
    this.drop(key);
    const address = addressOf(place);
    const group = this.groups.get(address) ?? new VectorGroup(this.dimension, this.search);
    group.put({ key, entryId, keepUntil }, vector);
    this.groups.set(address, group);
    this.addressByKey.set(key, address);
  }

  /** Expired vectors that stand in the way are forgotten, and the search is made again without them. */
  async nearest(query: VectorQuery): Promise<Candidate[]> {
    const { vector, limit, now } = query;
    for (;;) {
      const group = this.groups.get(addressOf(query));
      const found = group?.nearest(vector, limit) ?? [];
      if (found.every(({ keepUntil }) => keepUntil > now)) return found.map(toCandidate);
      await this.removeAll(group!.expired(now));
    }
  }

  /** Forgets what is expired, wherever it is. */
  async sweep(now: number): Promise<void> {
    const expired: RowTarget[] = [];
    await forSlices([...this.groups.values()], (group) => {
      for (const target of group.expired(now)) expired.push(target);
    });
    await this.removeAll(expired);
  }

  /** Forgets keys, each only if it still leads to that entry. */
  async removeAll(points: readonly Pick<VectorPoint, 'key' | 'entryId'>[]): Promise<void> {
    await forSlices(points, ({ key, entryId }) => this.remove(key, entryId));
  }

  /** Forgets a key, if it still leads to that entry. */
  remove(key: CacheKey, entryId: EntryId): void {
    const group = this.groups.get(this.addressByKey.get(key) ?? '');
    if (group?.leadsTo(key, entryId)) this.drop(key);
  }

  /** Forgets a key, wherever it leads. */
  drop(key: CacheKey): void {
    const address = this.addressByKey.get(key);
    if (address === undefined) return;
    const group = this.groups.get(address)!;
    group.remove(key);
    if (group.size === 0) this.groups.delete(address);
    this.addressByKey.delete(key);
  }

  dropOldest(): void {
    const [oldest] = this.addressByKey.keys();
    if (oldest) this.drop(oldest);
  }

  clear(): void {
    this.groups.clear();
    this.addressByKey.clear();
  }
}

function toCandidate({ key, entryId, similarity }: RowTarget & { similarity: number }): Candidate {
  return { key, entryId, similarity: Math.min(1, Math.max(0, similarity)) };
}

function addressOf({ tenant, scope, epochs }: Address): string {
  return [tenant, scope, epochs.tenant, epochs.namespace].join(' ');
}
