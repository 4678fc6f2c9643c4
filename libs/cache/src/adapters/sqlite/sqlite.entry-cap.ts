import type { Clock, Signals } from '@app/core';
import type { RemovedEntry } from '../../ports/entry-store.port.js';
import type { Evictions } from '../../ports/evictions.js';
import { isOver, mustMakeRoom, type EntryBounds } from '../entry-bounds.js';
import type { Slice } from '../slices.js';
import { Sweeper } from '../sweeper.js';
import type { SqliteDatabase } from './sqlite.database.js';
import { totalsOf, type EntryStatements, type SizedRow } from './sqlite.entry-statements.js';
import { inTransactions, whileTime } from './sqlite.housework.js';

/** Rows that are chosen by one statement. */
const PAGE = 32;

export interface EntryCapOptions {
  readonly bounds: EntryBounds;
  readonly clock: Clock;
  readonly evictions: Evictions;
  readonly signals: Signals;
}

/** Keeps the file small, in the background: expired entries go, and beyond the bounds the least recently used. */
export class SqliteEntryCap {
  private readonly sweeper: Sweeper;

  constructor(
    private readonly database: SqliteDatabase,
    private readonly statements: EntryStatements,
    private readonly options: EntryCapOptions,
  ) {
    this.sweeper = new Sweeper('entries', () => this.sweep(), options.signals);
  }

  /** Never fails: what was saved stays saved. */
  afterSave(): void {
    if (mustMakeRoom(totalsOf(this.statements), this.options.bounds)) this.sweeper.start();
  }

  stop(): Promise<void> {
    return this.sweeper.stop();
  }

  private async sweep(): Promise<void> {
    const { expired } = this.statements;
    let isFreed = false;
    await inTransactions(this.database, (slice) => {
      const rows = expired.all(this.options.clock.now(), PAGE) as unknown as SizedRow[];
      const gone = this.delete(rows, slice);
      isFreed ||= gone.length > 0;
      return gone.length === rows.length && rows.length < PAGE;
    });
    if (this.isOver()) isFreed = (await this.evict()) || isFreed;
    if (isFreed) await this.database.vacuum();
  }

  /** @returns whether anything went. */
  private async evict(): Promise<boolean> {
    const { evictions } = this.options;
    await evictions.before();
    const evicted: RemovedEntry[] = [];
    await inTransactions(this.database, (slice) => {
      const gone = this.delete(this.excess(), slice);
      evicted.push(...gone.map(({ key, entry_id: id }) => ({ key, id })));
      return gone.length === 0;
    });
    await evictions.after(evicted);
    return evicted.length > 0;
  }

  /** The next rows to go: as many as bring the store back within its bounds, or the first of them. */
  private excess(): SizedRow[] {
    let { entries, bytes } = totalsOf(this.statements);
    const rows = this.statements.leastRecentlyUsed.all(PAGE) as unknown as SizedRow[];
    return rows.filter((row) => {
      if (!isOver({ entries, bytes }, this.options.bounds)) return false;
      entries--;
      bytes -= row.bytes;
      return true;
    });
  }

  private delete(rows: readonly SizedRow[], slice: Slice): readonly SizedRow[] {
    return whileTime(rows, slice, ({ id }) => this.statements.deleteByRow.run(id));
  }

  private isOver(): boolean {
    return isOver(totalsOf(this.statements), this.options.bounds);
  }
}
