import { join } from 'node:path';
import { openDurableFile, UnusableFile, type SqliteDatabase } from '@app/cache';
import { SettingError } from '@app/core';
import { KEY_SCHEMA } from './sqlite.key-schema.js';

const FILE_NAME = 'keys.sqlite';

/** Opens the file of keys. Unlike the cache's file it is never replaced. @throws SettingError when it is unusable. */
export async function openKeyFile(folder: string): Promise<SqliteDatabase> {
  const name = join(folder, FILE_NAME);
  try {
    return await openDurableFile(name, KEY_SCHEMA);
  } catch (cause) {
    if (!(cause instanceof UnusableFile)) throw cause;
    throw new SettingError(
      `the stored keys in ${name} can't be read: ${cause.message} Put a backup in its place, or move it away to start without stored keys.`,
      { cause },
    );
  }
}
