import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Signals } from '@app/core';
import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite';
import { openConnection, openKept, type OpenedDatabase } from './sqlite.connection.js';
import { isBroken, isBusy } from './sqlite.faults.js';
import type { SqliteSchema } from './sqlite.schema.js';
import { reportSetAside, setAside } from './sqlite.set-aside.js';

const FILE_NAME = 'ragcache.db';
/** How long a write waits for other processes, and how often it looks. */
const PATIENCE_MS = 5_000;
const PAUSE_MS = 5;
const VACUUM_PAGES = 200;

/** One connection to one file, shared by all adapters of a process; it closes with its last user. */
export class SqliteDatabase {
  private users = 0;
  private lastWrite: Promise<unknown> = Promise.resolve();
  private damaged = false;
  private readonly database: DatabaseSyncInstance;

  /** @param onDamage what is done with a file that proved damaged, once it is closed. */
  private constructor(
    opened: OpenedDatabase,
    private readonly onDamage: () => void,
  ) {
    this.database = opened.database;
  }

  /** The cache's file; a damaged one is set aside. */
  static open(folder: string, signals: Signals): SqliteDatabase {
    const { replaced, ...opened } = openConnection(join(folder, FILE_NAME));
    if (replaced) reportSetAside(signals);
    return new SqliteDatabase(opened, () => {
      setAside(opened.file);
      reportSetAside(signals);
    });
  }

  /** A file that holds what can't be made again; a damaged one stays where it is. @throws UnusableFile. */
  static openKept(name: string, schema: SqliteSchema): SqliteDatabase {
    return new SqliteDatabase(openKept(name, schema), () => undefined);
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
    this.tidy();
    this.database.close();
    if (this.damaged) this.onDamage();
  }

  /** An error that shows that the file is damaged: it is set aside as soon as it is closed. */
  noteDamage(error: unknown): void {
    this.damaged ||= isBroken(error);
  }

  prepare(sql: string): StatementSyncInstance {
    return this.database.prepare(sql);
  }

  /** A statement whose rows are arrays, for what every request reads: giving columns their names takes part of the time. */
  prepareUnnamed(sql: string): StatementSyncInstance {
    const statement = this.database.prepare(sql);
    statement.setReturnArrays(true);
    return statement;
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
  vacuum(): Promise<void> {
    return this.write(() => this.database.exec(`PRAGMA incremental_vacuum(${VACUUM_PAGES})`));
  }

  /** An empty journal tells the next start that nothing was torn. Where another process holds the file, it is that one's turn. */
  private tidy(): void {
    try {
      this.database.exec('PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE)');
    } catch (error) {
      // Nothing is lost by a lock: the next start checks the file, which takes longer.
      this.noteDamage(error);
    }
  }

  private async transaction<Result>(work: () => Result, lastTry: number): Promise<Result> {
    while (!this.tryBegin(lastTry)) await sleep(PAUSE_MS);
    try {
      const result = work();
      this.database.exec('COMMIT');
      return result;
    } catch (error) {
      this.noteDamage(error);
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
