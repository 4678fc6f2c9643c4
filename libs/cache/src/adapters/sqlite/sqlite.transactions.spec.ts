import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { SqliteTransactions } from './sqlite.transactions.js';

const MEBIBYTE = 1_048_576;

describe('SqliteTransactions', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ragcache-transactions-'));
  const heard: unknown[] = [];
  let database: DatabaseSyncInstance;
  let transactions: SqliteTransactions;
  beforeEach(() => {
    heard.length = 0;
    database = new DatabaseSync(join(folder, `${Date.now()}.db`));
    database.exec('CREATE TABLE note (text TEXT UNIQUE)');
    transactions = new SqliteTransactions(database, (error) => heard.push(error));
  });
  afterEach(() => database.close());
  afterAll(() => rmSync(folder, { recursive: true }));

  const insert = (text: string) => () => {
    database.prepare('INSERT INTO note VALUES (?)').run(text);
  };
  const notes = (): unknown => database.prepare('SELECT count(*) AS count FROM note').get();

  /** A file that may not grow: SQLite answers `SQLITE_FULL`, as on a full disk, and ends the transaction by itself. */
  const fill = () =>
    database.exec('PRAGMA max_page_count = 8; PRAGMA cache_size = 1; PRAGMA cache_spill = 1');

  it('say that the disk is full when it is, and go on once there is room', async () => {
    fill();
    await expect(transactions.run(insert('x'.repeat(MEBIBYTE)))).rejects.toThrow(/full/);
    expect(heard).toEqual([expect.objectContaining({ errcode: 13 })]);
    await transactions.run(insert('short'));
    expect(notes()).toEqual({ count: 1 });
  });

  it('tell the first error, whatever becomes of the rollback', async () => {
    const undone = transactions.run(() => {
      database.exec('ROLLBACK');
      throw new Error('the first');
    });
    await expect(undone).rejects.toThrow('the first');
    expect(heard).toEqual([new Error('the first')]);
  });

  it('undo what was done before an error that leaves the transaction open', async () => {
    const twice = transactions.run(() => {
      insert('one')();
      insert('one')();
    });
    await expect(twice).rejects.toThrow(/UNIQUE/);
    expect(notes()).toEqual({ count: 0 });
  });
});
