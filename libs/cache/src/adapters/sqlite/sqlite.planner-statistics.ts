import type { DatabaseSyncInstance } from '@photostructure/sqlite';

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
