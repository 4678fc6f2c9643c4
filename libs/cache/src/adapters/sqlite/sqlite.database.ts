import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Signals } from '@app/core';
import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite';
import { openConnection, openKept, type OpenedDatabase } from './sqlite.connection.js';
import { isBroken } from './sqlite.faults.js';
import type { SqliteSchema } from './sqlite.schema.js';
import { reportSetAside, setAside } from './sqlite.set-aside.js';
import { SqliteTransactions } from './sqlite.transactions.js';

const FILE_NAME = 'ragcache.db';
const VACUUM_PAGES = 200;

/** One connection to one file, shared by all adapters of a process; it closes with its last user. */
export class SqliteDatabase {
  private users = 0;
  private damaged = false;
  private readonly database: DatabaseSyncInstance;
  private readonly transactions: SqliteTransactions;

  /** @param onDamage what is done with a file that proved damaged, once it is closed. */
  private constructor(
    private readonly opened: OpenedDatabase,
    private readonly onDamage: () => void,
  ) {
    this.database = opened.database;
    this.transactions = new SqliteTransactions(this.database, (error) => this.noteDamage(error));
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
    await this.transactions.settled();
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

  /** Runs the work in a transaction; see `SqliteTransactions.run`. */
  write<Result>(work: () => Result): Promise<Result> {
    return this.transactions.run(work);
  }

  /** Resolves when all that was written so far outlives a power cut; the disk is waited for beside the event loop. */
  async sync(): Promise<void> {
    const journal = await open(`${this.opened.file.name}-wal`, 'r');
    await journal.datasync().finally(() => journal.close());
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
}
