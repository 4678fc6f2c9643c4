import type { ConnectionParts } from '../shared-connections.js';
import type { SqliteDatabase } from './sqlite.database.js';
import type { SqliteSchema } from './sqlite.schema.js';

/** Opens the file that all SQLite stores of a process share. */
export async function openSqlite({ environment, signals }: ConnectionParts): Promise<SqliteDatabase> {
  const { SqliteDatabase } = await import('./sqlite.database.js');
  return SqliteDatabase.open(environment.DATA_DIR, signals);
}

/** Opens a file of its own for data that can't be made again, such as keys. @throws UnusableFile when it is damaged. */
export async function openDurableFile(name: string, schema: SqliteSchema): Promise<SqliteDatabase> {
  const { SqliteDatabase } = await import('./sqlite.database.js');
  return SqliteDatabase.openDurable(name, schema);
}
