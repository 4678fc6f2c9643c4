import type { Clock } from '@app/core';
import type { RemovedEntry } from '../../ports/entry-store.port.js';
import type { Evictions } from '../../ports/evictions.js';
import { inSlices } from '../slices.js';
import { Sweeper } from '../sweeper.js';
import type { SqliteDatabase } from './sqlite.database.js';
import { deleteNamed, type EntryStatements, type NamedRow } from './sqlite.entry-statements.js';

/** Counting rows costs about a millisecond at 50,000, so it is done once per this share of the cap. */
const COUNTS_PER_CAP = 100;

export interface EntryCapOptions {
  readonly capacity: number;
  readonly clock: Clock;
  readonly evictions: Evictions;
}

/** Keeps the file small, in the background: expired entries go, and beyond the cap the least recently used. */
export class SqliteEntryCap {
  private readonly sweeper = new Sweeper(() => this.sweep());
  private savedSinceCount = 0;

  constructor(
    private readonly database: SqliteDatabase,
    private readonly statements: EntryStatements,
    private readonly options: EntryCapOptions,
  ) {}

  /** Never fails: what was saved stays saved. */
  afterSave(): void {
    this.savedSinceCount++;
    if (this.savedSinceCount < this.options.capacity / COUNTS_PER_CAP) return;
    this.savedSinceCount = 0;
    this.sweeper.start();
  }

  stop(): Promise<void> {
    return this.sweeper.stop();
  }

  private async sweep(): Promise<void> {
    const { expired } = this.statements;
    const gone = await this.delete((size) => expired.all(this.options.clock.now(), size));
    const evicted = this.excess() > 0 ? await this.evict() : [];
    if (gone.length + evicted.length > 0) await this.database.vacuum();
  }

  private async evict(): Promise<RemovedEntry[]> {
    const { evictions } = this.options;
    await evictions.before();
    const { leastRecentlyUsed } = this.statements;
    const evicted = await this.delete((size) => leastRecentlyUsed.all(Math.min(size, this.excess())));
    await evictions.after(evicted);
    return evicted;
  }

  private delete(select: (size: number) => unknown[]): Promise<RemovedEntry[]> {
    return inSlices((size) =>
      this.database.write(() => deleteNamed(this.statements, select(size) as NamedRow[])),
    );
  }

  private excess(): number {
    const { entries } = this.statements.count.get() as { entries: number };
    return Math.max(0, entries - this.options.capacity);
  }
}
