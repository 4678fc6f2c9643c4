import type { Clock } from '@app/core';
import type { SqliteDatabase } from './sqlite.database.js';
import type { EntryStatements } from './sqlite.entry-statements.js';
import { inSlices } from '../slices.js';

const SWEEP_INTERVAL_MS = 60_000;
/** Counting rows costs about a millisecond at 50,000, so it is done once per this share of the cap. */
const COUNTS_PER_CAP = 100;

/** Keeps the file small: expired entries go, and beyond the cap the least recently used. */
export class SqliteEntryCap {
  private readonly timer: NodeJS.Timeout;
  private savedSinceCount = 0;
  private working: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: SqliteDatabase,
    private readonly statements: EntryStatements,
    private readonly capacity: number,
    private readonly clock: Clock,
  ) {
    this.timer = setInterval(() => this.inBackground(() => this.sweep()), SWEEP_INTERVAL_MS).unref();
  }

  async afterSave(): Promise<void> {
    this.savedSinceCount++;
    if (this.savedSinceCount < this.capacity / COUNTS_PER_CAP) return;
    this.savedSinceCount = 0;
    if (this.excess() > 0) await this.sweep();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.working;
  }

  private async sweep(): Promise<void> {
    const gone = await inSlices((size) =>
      this.delete(() => this.statements.expired.all(this.clock.now(), size)),
    );
    const over = await inSlices((size) =>
      this.delete(() => this.statements.leastRecentlyUsed.all(Math.min(size, this.excess()))),
    );
    if (gone.length + over.length > 0) await this.database.vacuum();
  }

  private delete(select: () => unknown[]): Promise<readonly unknown[]> {
    return this.database.write(() => {
      const rows = select() as { id: number }[];
      rows.forEach(({ id }) => this.statements.deleteByRow.run(id));
      return rows;
    });
  }

  private excess(): number {
    const { entries } = this.statements.count.get() as { entries: number };
    return Math.max(0, entries - this.capacity);
  }

  /** A sweep that fails is made again at its next turn. */
  private inBackground(work: () => Promise<void>): void {
    this.working = this.working.then(work).catch(() => undefined);
  }
}
