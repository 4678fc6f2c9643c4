import type { CacheKey, EntryId } from '@app/core';
import {
  VectorIndex,
  type Candidate,
  type VectorPoint,
  type VectorQuery,
} from '../../ports/vector-index.port.js';
import { Sweeper } from '../sweeper.js';
import { checkDimension } from '../vectors/vector-index.options.js';
import type { VectorIndexOptions } from '../vectors/vector-index.options.js';
import { VectorMemory } from '../vectors/vector-memory.js';
import type { SqliteDatabase } from './sqlite.database.js';
import { SqliteVectorFollower } from './sqlite.vector-follower.js';
import { prepareVectorStatements, type VectorStatements } from './sqlite.vector-statements.js';
import { SqliteVectorWriter } from './sqlite.vector-writer.js';
import { pingWritable } from './sqlite.write-probe.js';

/** Vectors in a SQLite file that several processes may share, scanned in memory. Beyond the cap the oldest go. */
export class SqliteVectorIndex extends VectorIndex {
  private readonly statements: VectorStatements;
  private readonly memory: VectorMemory;
  private readonly follower: SqliteVectorFollower;
  private readonly writer: SqliteVectorWriter;
  private readonly sweeper: Sweeper;
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
    this.sweeper = new Sweeper('vectors', () => this.sweep(), options.signals);
    this.follower = new SqliteVectorFollower(this.statements, space, this.memory);
    this.writer = new SqliteVectorWriter(database, this.statements, space, options.clock);
  }

  /** Resolves when every vector in the file can be found. */
  static async open(database: SqliteDatabase, options: VectorIndexOptions): Promise<SqliteVectorIndex> {
    const index = new SqliteVectorIndex(database, options);
    try {
      await index.follower.rebuild();
      return index;
    } catch (error) {
      database.noteDamage(error);
      await index.close();
      throw error;
    }
  }

  async add(point: VectorPoint): Promise<void> {
    checkDimension(point.vector, this.options.space);
    await this.writer.add(point);
    await this.follower.follow();
    if (this.excess() > 0) this.sweeper.start();
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

  override size(): number {
    return this.memory.size;
  }

  async ping(): Promise<void> {
    this.statements.dataVersion.get();
    await pingWritable(this.database);
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.sweeper.stop();
    await this.database.release();
  }

  private async sweep(): Promise<void> {
    await this.writer.sweep();
    await this.follower.follow();
    if (this.excess() === 0) return;
    await this.writer.removeOldest(this.excess());
    await this.follower.follow();
  }

  private excess(): number {
    return Math.max(0, this.memory.size - this.options.capacity);
  }
}
