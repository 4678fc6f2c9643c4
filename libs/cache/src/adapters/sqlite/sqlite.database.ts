import { join } from 'node:path';
import type { Signals } from '@app/core';
import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite';
import { openConnection, openDurable, type OpenedDatabase } from './sqlite.connection.js';
import { isBroken } from './sqlite.faults.js';
import type { SqliteSchema } from './sqlite.schema.js';
import { reportSetAside, setAside } from './sqlite.set-aside.js';
import { inTransactions } from './sqlite.housework.js';
import { SqliteJournal, syncJournal } from './sqlite.journal.js';
import { SqliteTransactions } from './sqlite.transactions.js';

const FILE_NAME = 'ragcache.db';

/** One connection to one file, shared by all adapters of a process; it closes with its last user. */
export class SqliteDatabase {
  private users = 0;
  private damaged = false;
  private readonly database: DatabaseSyncInstance;
  private readonly transactions: SqliteTransactions;
  private readonly journal?: SqliteJournal;
  private readonly name: string;

  /** @param onDamage what is done with a file that proved damaged, once it is closed. @param isBusy written all the time. */
  private constructor(
    opened: OpenedDatabase,
    private readonly onDamage: () => void,
    isBusy: boolean,
  ) {
    const note = (error: unknown) => this.noteDamage(error);
    this.database = opened.database;
    this.name = opened.file.name;
    if (isBusy) this.journal = new SqliteJournal(this.database, opened.file.name, note);
    this.transactions = new SqliteTransactions(this.database, note, this.journal);
  }

  /** The cache's file; a damaged one is set aside. */
  static async open(folder: string, signals: Signals): Promise<SqliteDatabase> {
    const { replaced, ...opened } = await openConnection(join(folder, FILE_NAME));
    if (replaced) reportSetAside(signals);
    const onDamage = () => {
      setAside(opened.file);
      reportSetAside(signals);
    };
    return new SqliteDatabase(opened, onDamage, true);
  }

  /** A file that holds what can't be made again; a damaged one stays where it is. @throws UnusableFile. */
  static async openDurable(name: string, schema: SqliteSchema): Promise<SqliteDatabase> {
    return new SqliteDatabase(await openDurable(name, schema), () => undefined, false);
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
    await this.journal?.close();
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

  /** Resolves when the disk has what was committed before: a commit alone may be lost in a power cut. */
  sync(): Promise<void> {
    return syncJournal(this.name);
  }

  /** Gives freed pages back to the file system. Moving one page may take long, so they are moved one by one. */
  vacuum(): Promise<void> {
    const free = this.prepare('PRAGMA freelist_count');
    const isDone = () => (free.get() as { freelist_count: number }).freelist_count === 0;
    return inTransactions(this, (slice) => {
      while (!isDone() && !slice.isOver) this.database.exec('PRAGMA incremental_vacuum(1)');
      return isDone();
    });
  }

  /** An empty journal tells the next start that nothing was torn. Where another process holds the file, it is that one's turn. */
  private tidy(): void {
    try {
      this.database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch (error) {
      // Nothing is lost by a lock: the next start checks the file, which takes longer.
      this.noteDamage(error);
    }
  }
}
