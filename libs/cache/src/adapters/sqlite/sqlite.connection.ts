import { closeSync, existsSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { isBroken, UnusableFile } from './sqlite.faults.js';
import { SCHEMA, SCHEMA_VERSION } from './sqlite.schema.js';

const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;

/** `auto_vacuum` is silently ignored once the file is in WAL mode, so it comes first. */
const PRAGMAS = `
  PRAGMA auto_vacuum = INCREMENTAL;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA busy_timeout = 5;
  PRAGMA foreign_keys = ON;
`;

/** @returns the open file, and whether an unusable one had to be set aside for it. */
export function openConnection(file: string): { database: DatabaseSyncInstance; setAside: boolean } {
  try {
    return { database: open(file), setAside: false };
  } catch (error) {
    if (!isBroken(error)) throw error;
    setAside(file);
    return { database: open(file), setAside: true };
  }
}

function open(file: string): DatabaseSyncInstance {
  const wasClosedCleanly = !hasJournal(file);
  mkdirSync(dirname(file), { recursive: true, mode: PRIVATE_FOLDER });
  closeSync(openSync(file, 'a', PRIVATE_FILE));
  const database = new DatabaseSync(file);
  try {
    database.exec(PRAGMAS);
    if (!wasClosedCleanly) checkPages(database);
    migrate(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Reads every page: worth it only after a crash, or beside another process. */
function checkPages(database: DatabaseSyncInstance): void {
  const { quick_check: verdict } = database.prepare('PRAGMA quick_check(1)').get() as { quick_check: string };
  if (verdict !== 'ok') throw new UnusableFile('The database file is damaged.');
}

/** Creates the tables; two processes that open a new file at once are put in order by the transaction. */
function migrate(database: DatabaseSyncInstance): void {
  database.exec('PRAGMA busy_timeout = 5000; BEGIN IMMEDIATE');
  const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number };
  if (version === 0) database.exec(`${SCHEMA}; PRAGMA user_version = ${SCHEMA_VERSION}`);
  database.exec('COMMIT; PRAGMA busy_timeout = 5');
  if (version !== 0 && version !== SCHEMA_VERSION)
    throw new UnusableFile('The database file has another schema.');
}

function hasJournal(file: string): boolean {
  return (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

function setAside(file: string): void {
  const suffix = `.broken-${new Date().toISOString().replaceAll(':', '-')}`;
  for (const part of ['', '-wal', '-shm']) {
    if (existsSync(file + part)) renameSync(file + part, `${file}${suffix}${part}`);
  }
}
