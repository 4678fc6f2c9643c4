import type { CacheKey, EntryId } from '@app/core';
import type { ExactSearch } from './exact-search.js';

/** Where a row leads. */
export interface RowTarget {
  readonly key: CacheKey;
  readonly entryId: EntryId;
  /** Epoch milliseconds. */
  readonly keepUntil: number;
}

const FIRST_CAPACITY = 16;
/** How much room is added when it runs out: enough to grow rarely, little enough not to double memory. */
const GROWTH = 1.5;

/** Vectors that may be candidates for the same ask, in one contiguous block that a scan reads from end to end. */
export class VectorGroup {
  private rows: Float32Array;
  private readonly targets: RowTarget[] = [];
  private readonly rowByKey = new Map<CacheKey, number>();

  constructor(
    private readonly dimension: number,
    private readonly search: ExactSearch,
  ) {
    this.rows = new Float32Array(FIRST_CAPACITY * dimension);
  }

  get size(): number {
    return this.targets.length;
  }

  put(target: RowTarget, vector: Float32Array): void {
    const row = this.rowByKey.get(target.key) ?? this.append(target.key);
    this.targets[row] = target;
    this.rows.set(vector, row * this.dimension);
  }

  leadsTo(key: CacheKey, entryId: EntryId): boolean {
    const row = this.rowByKey.get(key);
    return row !== undefined && this.targets[row]!.entryId === entryId;
  }

  /** Forgets a key's row; the last row moves into its place. */
  remove(key: CacheKey): void {
    const row = this.rowByKey.get(key);
    if (row === undefined) return;
    const last = this.targets.length - 1;
    const moved = this.targets[last]!;
    this.rows.copyWithin(row * this.dimension, last * this.dimension, (last + 1) * this.dimension);
    this.targets[row] = moved;
    this.rowByKey.set(moved.key, row);
    this.rowByKey.delete(key);
    this.targets.pop();
  }

  /** The nearest rows, best first, expired ones included. */
  nearest(vector: Float32Array, limit: number): (RowTarget & { similarity: number })[] {
    const matrix = { rows: this.rows, count: this.size, dimension: this.dimension };
    return this.search(matrix, vector, limit).map(({ row, similarity }) => ({
      ...this.targets[row]!,
      similarity,
    }));
  }

  private append(key: CacheKey): number {
    const row = this.targets.length;
    if ((row + 1) * this.dimension > this.rows.length) this.grow();
    this.rowByKey.set(key, row);
    return row;
  }

  private grow(): void {
    const rows = new Float32Array(Math.ceil(this.size * GROWTH) * this.dimension);
    rows.set(this.rows);
    this.rows = rows;
  }
}
