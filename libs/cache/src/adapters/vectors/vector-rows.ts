import type { ExactSearch, Match } from './exact-search.js';

/** Rows in one block: copying a whole one, when it grows, takes about two milliseconds. */
const BLOCK = 4_096;
/** How much room is added when it runs out: enough to grow rarely, little enough not to double memory. */
const GROWTH = 1.5;

/** Rows of unit vectors in contiguous blocks. Only the last block grows; most scopes hold one row, so the first starts with one. */
export class VectorRows {
  private readonly blocks: Float32Array[] = [];
  private count = 0;

  constructor(
    private readonly dimension: number,
    private readonly search: ExactSearch,
  ) {}

  /** @param row one in use, or the first behind them. */
  set(row: number, vector: Float32Array): void {
    if (row === this.count) this.append();
    this.blocks[blockOf(row)]!.set(vector, (row % BLOCK) * this.dimension);
  }

  /** Forgets a row; the last one moves into its place. */
  remove(row: number): void {
    const last = this.count - 1;
    const start = (last % BLOCK) * this.dimension;
    this.set(row, this.blocks[blockOf(last)]!.subarray(start, start + this.dimension));
    this.count = last;
    this.blocks.length = Math.ceil(last / BLOCK);
  }

  /** The nearest rows, best first. */
  nearest(vector: Float32Array, limit: number): Match[] {
    return this.blocks
      .flatMap((_, block) => this.nearestIn(block, vector, limit))
      .sort((one, other) => other.similarity - one.similarity)
      .slice(0, limit);
  }

  private nearestIn(block: number, vector: Float32Array, limit: number): Match[] {
    const first = block * BLOCK;
    const count = Math.min(BLOCK, this.count - first);
    const matrix = { rows: this.blocks[block]!, count, dimension: this.dimension };
    return this.search(matrix, vector, limit).map(({ row, similarity }) => ({
      row: first + row,
      similarity,
    }));
  }

  private append(): void {
    const block = blockOf(this.count);
    const rows = this.blocks[block];
    const needed = ((this.count % BLOCK) + 1) * this.dimension;
    if (!rows || rows.length < needed) this.grow(block);
    this.count++;
  }

  private grow(block: number): void {
    const capacity = Math.max(this.count + 1, Math.ceil(this.count * GROWTH));
    const rows = new Float32Array(Math.min(BLOCK, capacity - block * BLOCK) * this.dimension);
    rows.set(this.blocks[block] ?? []);
    this.blocks[block] = rows;
  }
}

function blockOf(row: number): number {
  return Math.floor(row / BLOCK);
}
