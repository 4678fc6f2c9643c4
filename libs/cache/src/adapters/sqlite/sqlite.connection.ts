import { closeSync, existsSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { isBroken, UnusableFile } from './sqlite.faults.js';
import { SCHEMA, SCHEMA_VERSION } from './sqlite.schema.js';

const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;

/**
 * Processes that open a new file at once wait for each other, so patience comes first. `auto_vacuum` is silently ignored
 * once the file is in WAL mode, so it comes before that.
 */
const OPENING = `
  PRAGMA busy_timeout = 5000;
  PRAGMA auto_vacuum = INCREMENTAL;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA foreign_keys = ON;
  PRAGMA secure_delete = ON;
`;

/** From here on waiting would block the event loop: writes are tried again instead. */
const OPENED = 'PRAGMA busy_timeout = 5';

/** A file by its name, and by what stood under that name when it was opened. */
export interface OpenedFile {
  readonly name: string;
  readonly inode: number;
}

export interface Connection {
  readonly file: OpenedFile;
  readonly database: DatabaseSyncInstance;
  /** Whether an unusable file had to be set aside for it. */
  readonly replaced: boolean;
}

export function openConnection(name: string): Connection {
  const file = create(name);
  try {
    return { file, database: open(name), replaced: false };
  } catch (error) {
    if (!isBroken(error)) throw error;
    setAside(file);
    return { file: create(name), database: open(name), replaced: true };
  }
}

/** Puts an unusable file out of the way, with what belongs to it. If another process already did, its new one stays. */
export function setAside({ name, inode }: OpenedFile): void {
  if (statSync(name, { throwIfNoEntry: false })?.ino !== inode) return;
  const suffix = `.broken-${new Date().toISOString().replaceAll(':', '-')}`;
  for (const part of ['', '-wal', '-shm']) {
    if (existsSync(name + part)) renameSync(name + part, `${name}${suffix}${part}`);
  }
}

function create(name: string): OpenedFile {
  mkdirSync(dirname(name), { recursive: true, mode: PRIVATE_FOLDER });
  closeSync(openSync(name, 'a', PRIVATE_FILE));
  return { name, inode: statSync(name).ino };
}

function open(name: string): DatabaseSyncInstance {
  const wasClosedCleanly = !hasJournal(name);
  const database = new DatabaseSync(name);
  try {
    database.exec(OPENING);
    if (!wasClosedCleanly) checkPages(database);
    migrate(database);
    database.exec(OPENED);
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
  database.exec('BEGIN IMMEDIATE');
  const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number };
  if (version === 0) database.exec(`${SCHEMA}; PRAGMA user_version = ${SCHEMA_VERSION}`);
  database.exec('COMMIT');
  if (version !== 0 && version !== SCHEMA_VERSION)
    throw new UnusableFile('The database file has another schema.');
}

function hasJournal(name: string): boolean {
  return (statSync(`${name}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}
