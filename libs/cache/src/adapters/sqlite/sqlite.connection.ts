import { closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { isBroken, UnusableFile } from './sqlite.faults.js';
import { checkPages } from './sqlite.page-check.js';
import { PATIENCE_MS, whenFree } from './sqlite.patience.js';
import { CACHE_SCHEMA, type SqliteSchema } from './sqlite.schema.js';
import { setAside, type OpenedFile } from './sqlite.set-aside.js';

const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;

/**
 * Processes that open a new file at once wait for each other, so patience comes first. `auto_vacuum` is silently ignored
 * once the file is in WAL mode, so it comes before that.
 */
const OPENING = `
  PRAGMA busy_timeout = ${PATIENCE_MS};
  PRAGMA auto_vacuum = INCREMENTAL;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA foreign_keys = ON;
  PRAGMA secure_delete = ON;
`;

/** From here on waiting would block the event loop: writes are tried again instead. */
const OPENED = 'PRAGMA busy_timeout = 0';

export interface OpenedDatabase {
  readonly file: OpenedFile;
  readonly database: DatabaseSyncInstance;
}

export interface Connection extends OpenedDatabase {
  /** Whether an unusable file had to be set aside for it. */
  readonly replaced: boolean;
}

/** The file of the cache: what can't be used is set aside. */
export async function openConnection(name: string): Promise<Connection> {
  const file = create(name);
  try {
    return { file, database: await open(name, CACHE_SCHEMA), replaced: false };
  } catch (error) {
    if (!isBroken(error)) throw error;
    setAside(file);
    return { file: create(name), database: await open(name, CACHE_SCHEMA), replaced: true };
  }
}

/**
 * A file whose contents can't be made again: every page is read, a commit outlives a power cut, and nothing is set aside.
 * @throws UnusableFile.
 */
export async function openDurable(name: string, schema: SqliteSchema): Promise<OpenedDatabase> {
  const file = create(name);
  try {
    const database = await open(name, schema, true);
    database.exec('PRAGMA synchronous = FULL');
    return { file, database };
  } catch (cause) {
    throw isBroken(cause) ? new UnusableFile((cause as Error).message, { cause }) : cause;
  }
}

function create(name: string): OpenedFile {
  mkdirSync(dirname(name), { recursive: true, mode: PRIVATE_FOLDER });
  closeSync(openSync(name, 'a', PRIVATE_FILE));
  return { name, inode: statSync(name).ino };
}

async function open(
  name: string,
  schema: SqliteSchema,
  mustCheck = hasJournal(name),
): Promise<DatabaseSyncInstance> {
  let database = await whenFree(() => connect(name));
  try {
    if (mustCheck) await checkPages(name, database);
    if (dropStatistics(database)) {
      database.close();
      database = await whenFree(() => connect(name));
    }
    migrate(database, schema);
    database.exec(OPENED);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** @throws at once where two processes turn a new file to WAL mode at a time: each would wait for the other. */
function connect(name: string): DatabaseSyncInstance {
  const database = new DatabaseSync(name);
  try {
    database.exec(OPENING);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Creates the tables; two processes that open a new file at once are put in order by the transaction. */
function migrate(database: DatabaseSyncInstance, schema: SqliteSchema): void {
  database.exec('BEGIN IMMEDIATE');
  const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number };
  if (version === 0) database.exec(`${schema.tables}; PRAGMA user_version = ${schema.version}`);
  database.exec('COMMIT');
  if (version !== 0 && version !== schema.version)
    throw new UnusableFile('The database file has another schema.');
}

function hasJournal(name: string): boolean {
  return (statSync(`${name}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

/**
 * Drops what another program has told the planner about the tables; the schema says why nothing may.
 * @returns whether there was anything: this connection goes on planning by what it has read, and has to be opened anew.
 */
export function dropStatistics(database: DatabaseSyncInstance): boolean {
  const made: unknown = database
    .prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name IN ('sqlite_stat1', 'sqlite_stat4')")
    .get();
  if (made) database.exec('DROP TABLE IF EXISTS sqlite_stat1; DROP TABLE IF EXISTS sqlite_stat4');
  return made !== undefined;
}
