import type { CacheKey, EntryId } from '@app/core';
import type { ExactSearch } from './exact-search.js';
import { VectorRows } from './vector-rows.js';

/** Where a row leads. */
export interface RowTarget {
  readonly key: CacheKey;
  readonly entryId: EntryId;
  /** Epoch milliseconds. */
  readonly keepUntil: number;
}

/** Vectors that may be candidates for the same ask, and where each of them leads. */
export class VectorGroup {
  private readonly rows: VectorRows;
  private readonly targets: RowTarget[] = [];
  private readonly rowByKey = new Map<CacheKey, number>();

  constructor(dimension: number, search: ExactSearch) {
    this.rows = new VectorRows(dimension, search);
  }

  get size(): number {
    return this.targets.length;
  }

  put(target: RowTarget, vector: Float32Array): void {
    const row = this.rowByKey.get(target.key) ?? this.size;
    this.rows.set(row, vector);
    this.targets[row] = target;
    this.rowByKey.set(target.key, row);
  }

  leadsTo(key: CacheKey, entryId: EntryId): boolean {
    const row = this.rowByKey.get(key);
    return row !== undefined && this.targets[row]!.entryId === entryId;
  }

  /** Forgets a key's row; the last row moves into its place. */
  remove(key: CacheKey): void {
    const row = this.rowByKey.get(key);
    if (row === undefined) return;
    this.rows.remove(row);
    const moved = this.targets.at(-1)!;
    this.targets[row] = moved;
    this.rowByKey.set(moved.key, row);
    this.rowByKey.delete(key);
    this.targets.pop();
  }

  /** The nearest rows, best first, expired ones included. */
  nearest(vector: Float32Array, limit: number): (RowTarget & { similarity: number })[] {
    return this.rows
      .nearest(vector, limit)
      .map(({ row, similarity }) => ({ ...this.targets[row]!, similarity }));
  }

  expired(now: number): RowTarget[] {
    return this.targets.filter(({ keepUntil }) => keepUntil <= now);
  }
}
