import { noIndex } from './failures.js';
import { fieldsOf, matches, type Filter } from './filters.js';
import type { Point } from './point.js';

export interface Settings {
  readonly vectors: { readonly size: number; readonly distance: string };
  readonly hnsw_config?: Readonly<Record<string, unknown>>;
  readonly shard_number?: number;
  readonly replication_factor?: number;
  readonly write_consistency_factor?: number;
}

export interface CollectionOptions {
  /** Filters may only name indexed fields, as on Qdrant Cloud. */
  readonly isStrict?: boolean;
  /** Searches find whatever is near, as if they had no filter: what a server would do that is broken, or was tampered with. */
  readonly isBlind?: boolean;
}

/** A type's name, alone or with options. */
export type FieldSchema = string | { readonly type: string };

/** How long a write that nobody waits for stays unseen. Milliseconds. */
const LAG_MS = 20;

/** What one collection holds. Writes are carried out one after the other. */
export class Collection {
  readonly indexes = new Map<string, FieldSchema>();
  private readonly points = new Map<string, Point>();
  private readonly unseen: (() => void)[] = [];
  private operation = 0;

  constructor(
    readonly settings: Settings,
    private readonly options: CollectionOptions,
  ) {}

  /** The number of a new operation; making an index takes two. */
  number(count = 1): number {
    return (this.operation += count);
  }

  /** @param wait whether the write is seen when this returns; otherwise soon. */
  write(change: (points: Map<string, Point>) => void, wait: boolean): void {
    this.unseen.push(() => change(this.points));
    if (wait) this.settle();
    else setTimeout(() => this.settle(), LAG_MS).unref();
  }

  find(id: string): Point | undefined {
    return this.points.get(id);
  }

  /** By id, as the server lists them. */
  matching(filter: Filter = {}): Point[] {
    const unindexed = fieldsOf(filter).find((field) => !this.indexes.has(field));
    if (this.options.isStrict && unindexed !== undefined) throw noIndex(unindexed);
    return [...this.points.values()]
      .filter((point) => matches(filter, point))
      .sort((one, other) => (one.id < other.id ? -1 : 1));
  }

  /** What a search may find. */
  searched(filter: Filter | undefined): Point[] {
    return this.options.isBlind ? [...this.points.values()] : this.matching(filter);
  }

  private settle(): void {
    this.unseen.splice(0).forEach((change) => change());
  }
}
