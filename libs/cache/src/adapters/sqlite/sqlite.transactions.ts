import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { SqliteJournal } from './sqlite.journal.js';
import { PATIENCE_MS, whenFree } from './sqlite.patience.js';

/** The writes of one connection, one after another. */
export class SqliteTransactions {
  private last: Promise<unknown> = Promise.resolve();
  /** Writes that have not come to their end: requests have a turn of the event loop between two of them. */
  private waiting = 0;

  /** @param onError hears of every error that ends a transaction. */
  constructor(
    private readonly database: DatabaseSyncInstance,
    private readonly onError: (error: unknown) => void,
    private readonly journal?: SqliteJournal,
  ) {}

  /**
   * Runs the work in a transaction, after the writes that were asked for before it. A file that another process has locked is
   * tried again without blocking the event loop, until 5 seconds after this call; then the promise rejects.
   */
  run<Result>(work: () => Result): Promise<Result> {
    const lastTry = performance.now() + PATIENCE_MS;
    const run = () => this.transaction(work, lastTry);
    const afterOthers = () => nextTurn().then(run);
    const written =
      this.waiting++ === 0 ? this.last.then(run, run) : this.last.then(afterOthers, afterOthers);
    const done = () => this.waiting--;
    this.last = written.then(done, done);
    return written;
  }

  /** Resolves when no write is left, however the last one ended. */
  async settled(): Promise<void> {
    await this.last.catch(() => undefined);
  }

  private async transaction<Result>(work: () => Result, lastTry: number): Promise<Result> {
    await this.journal?.room();
    await whenFree(() => this.database.exec('BEGIN IMMEDIATE'), lastTry);
    try {
      const result = work();
      this.database.exec('COMMIT');
      this.journal?.afterWrite();
      return result;
    } catch (error) {
      this.onError(error);
      this.rollBack();
      throw error;
    }
  }

  /**
   * SQLite ends the transaction by itself when the disk is full, reading or writing fails, or memory runs out. The caller must learn
   * of that first error, so a failure of the rollback is left aside.
   */
  private rollBack(): void {
    if (!this.database.isTransaction) return;
    try {
      this.database.exec('ROLLBACK');
    } catch (error) {
      this.onError(error);
    }
  }
}
