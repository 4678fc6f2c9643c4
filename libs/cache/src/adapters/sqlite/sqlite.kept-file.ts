import type { SqliteDatabase } from './sqlite.database.js';
import type { SqliteSchema } from './sqlite.schema.js';

/** Opens a file of its own for what can't be made again, as the caches' can. @throws UnusableFile when it is damaged. */
export async function openDurableFile(name: string, schema: SqliteSchema): Promise<SqliteDatabase> {
  const { SqliteDatabase } = await import('./sqlite.database.js');
  return SqliteDatabase.openDurable(name, schema);
}
