import type { ConnectionParts } from '../shared-connections.js';
import type { SqliteDatabase } from './sqlite.database.js';

/** Opens the file that all SQLite stores of a process share. */
export async function openSqlite({ environment, signals }: ConnectionParts): Promise<SqliteDatabase> {
  const { SqliteDatabase } = await import('./sqlite.database.js');
  return SqliteDatabase.open(environment.DATA_DIR, signals);
}
