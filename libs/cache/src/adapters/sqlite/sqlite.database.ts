import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Signals } from '@app/core';
import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite';
import { openConnection } from './sqlite.connection.js';
import { isBusy } from './sqlite.faults.js';

const FILE_NAME = 'ragcache.db';
/** How long a write waits for other processes, and how often it looks. */
const PATIENCE_MS = 5_000;
const PAUSE_MS = 5;
const VACUUM_PAGES = 200;

/** One connection to one file, shared by all adapters of a process; it closes with its last user. */
export class SqliteDatabase {
  private users = 0;
  private lastWrite: Promise<unknown> = Promise.resolve();

  private constructor(private readonly database: DatabaseSyncInstance) {}

  static open(folder: string, signals: Signals): SqliteDatabase {
    const { database, setAside } = openConnection(join(folder, FILE_NAME));
    if (setAside) signals.count('fail_open', 'sqlite.set_aside');
    if (setAside)
      signals.stateChanged('sqlite', 'down', new Error('The file was unusable and was set aside.'));
    if (setAside) signals.stateChanged('sqlite', 'up');
    return new SqliteDatabase(database);
  }

  /** Each adapter says once that it uses the file, and once, through `release`, that it no longer does. */
  acquire(): this {
    this.users++;
    return this;
  }

  async release(): Promise<void> {
    this.users--;
    if (this.users > 0) return;
    await this.lastWrite.catch(() => undefined);
    this.database.exec('PRAGMA optimize');
    this.database.close();
  }

  prepare(sql: string): StatementSyncInstance {
    return this.database.prepare(sql);
  }

  /**
   * Runs the work in a transaction, after the writes that were asked for before it. A file that another process has locked is
   * tried again without blocking the event loop, until 5 seconds after this call; then the promise rejects.
   */
  write<Result>(work: () => Result): Promise<Result> {
    const lastTry = performance.now() + PATIENCE_MS;
    const run = () => this.transaction(work, lastTry);
    const written = this.lastWrite.then(run, run);
    this.lastWrite = written;
    return written;
  }

  /** Gives freed pages back to the file system, a few at a time. */
  async vacuum(): Promise<void> {
    await this.write(() => undefined);
    this.database.exec(`PRAGMA incremental_vacuum(${VACUUM_PAGES})`);
  }

  private async transaction<Result>(work: () => Result, lastTry: number): Promise<Result> {
    while (!this.tryBegin(lastTry)) await sleep(PAUSE_MS);
    try {
      const result = work();
      this.database.exec('COMMIT');
      return result;
    } catch (error) {
      this.database.exec('ROLLBACK');
      throw error;
    }
  }

  private tryBegin(lastTry: number): boolean {
    try {
      this.database.exec('BEGIN IMMEDIATE');
      return true;
    } catch (error) {
      if (!isBusy(error) || performance.now() > lastTry) throw error;
      return false;
    }
  }
}
