import { join } from 'node:path';
import { openDurableFile, type SqliteDatabase } from '@app/cache';
import { OWNER_SCHEMA } from './sqlite.owner-schema.js';

const FILE_NAME = 'owners.sqlite';

/** Opens the file of the owners. Unlike the cache's file it is never replaced. Rejects with `UnusableFile` when it is damaged. */
export function openOwnerFile(folder: string): Promise<SqliteDatabase> {
  return openDurableFile(join(folder, FILE_NAME), OWNER_SCHEMA);
}
