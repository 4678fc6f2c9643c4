import type { CacheKey, Clock, EntryId } from '@app/core';
import type { EmbeddingSpace } from '@app/embedding';
import {
  VectorIndex,
  type Candidate,
  type VectorPoint,
  type VectorQuery,
} from '../../ports/vector-index.port.js';
import { checkDimension } from '../vectors/dimension.js';
import type { ExactSearch } from '../vectors/exact-search.js';
import { VectorMemory } from '../vectors/vector-memory.js';
import type { SqliteDatabase } from './sqlite.database.js';
import { SqliteVectorFollower } from './sqlite.vector-follower.js';
import { prepareVectorStatements, type VectorStatements } from './sqlite.vector-statements.js';
import { SqliteVectorWriter } from './sqlite.vector-writer.js';

const SWEEP_INTERVAL_MS = 60_000;

export interface VectorIndexOptions {
  readonly space: EmbeddingSpace;
  readonly capacity: number;
  readonly clock: Clock;
  readonly search: ExactSearch;
}

/** Vectors in a SQLite file that several processes may share, scanned in memory. Beyond the cap the oldest go. */
export class SqliteVectorIndex extends VectorIndex {
  private readonly statements: VectorStatements;
  private readonly memory: VectorMemory;
  private readonly follower: SqliteVectorFollower;
  private readonly writer: SqliteVectorWriter;
  private readonly timer: NodeJS.Timeout;
  private sweeping: Promise<void> = Promise.resolve();
  private closed = false;

  private constructor(
    private readonly database: SqliteDatabase,
    private readonly options: VectorIndexOptions,
  ) {
    super();
    const { model, dimension, version } = options.space;
    const space = `${model} ${dimension} ${version}`;
    this.statements = prepareVectorStatements(database.acquire());
    this.memory = new VectorMemory(dimension, options.search);
    this.follower = new SqliteVectorFollower(this.statements, space, this.memory);
    this.writer = new SqliteVectorWriter(database, this.statements, space, options.clock);
    this.timer = setInterval(() => this.sweepInBackground(), SWEEP_INTERVAL_MS).unref();
  }

  /** Resolves when every vector in the file can be found. */
  static async open(database: SqliteDatabase, options: VectorIndexOptions): Promise<SqliteVectorIndex> {
    const index = new SqliteVectorIndex(database, options);
    await index.follower.rebuild();
    return index;
  }

  async add(point: VectorPoint): Promise<void> {
    checkDimension(point.vector, this.options.space);
    await this.writer.add(point);
    await this.follower.follow();
    const excess = this.memory.size - this.options.capacity;
    if (excess <= 0) return;
    await this.writer.removeOldest(excess);
    await this.follower.follow();
  }

  async nearest(query: VectorQuery): Promise<Candidate[]> {
    checkDimension(query.vector, this.options.space);
    await this.follower.followOthers();
    return this.memory.nearest(query);
  }

  async remove(points: readonly { readonly key: CacheKey; readonly entryId: EntryId }[]): Promise<void> {
    await this.writer.remove(points);
    await this.follower.follow();
  }

  async ping(): Promise<void> {
    this.statements.dataVersion.get();
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    clearInterval(this.timer);
    await this.sweeping;
    await this.database.release();
  }

  /** A sweep that fails is made again at its next turn. */
  private sweepInBackground(): void {
    this.sweeping = this.sweeping
      .then(() => this.writer.sweep())
      .then(() => this.follower.follow())
      .catch(() => undefined);
  }
}
