import { statSync } from 'node:fs';
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { UnusableFile } from './sqlite.faults.js';
import { SqliteFileThread } from './sqlite.file-thread.js';

/** Reading a page takes some 15 microseconds: a larger file is checked in a thread. */
const CHECKED_HERE = 4_194_304;
const PATIENCE_MS = 5_000;

/** Reads every page: worth it only after a crash, or beside another process. @throws UnusableFile. */
export async function checkPages(name: string, database: DatabaseSyncInstance): Promise<void> {
  const isSmall = statSync(name).size <= CHECKED_HERE;
  const verdict = isSmall ? quickCheck(database) : await checkInThread(name);
  if (verdict !== 'ok') throw new UnusableFile('The database file is damaged.');
}

function quickCheck(database: DatabaseSyncInstance): unknown {
  return (database.prepare('PRAGMA quick_check(1)').get() as { quick_check: string }).quick_check;
}

async function checkInThread(name: string): Promise<unknown> {
  const thread = new SqliteFileThread(name, PATIENCE_MS);
  try {
    return await thread.run('check');
  } finally {
    await thread.close();
  }
}
