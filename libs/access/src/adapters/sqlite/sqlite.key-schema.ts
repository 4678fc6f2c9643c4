import type { SqliteSchema } from '@app/cache';

/** A file of another version stops the start, because its rows could not be recreated. A key without `kept_until` is kept for ever. */
export const KEY_SCHEMA: SqliteSchema = {
  version: 1,
  tables: `
  CREATE TABLE key (
    id TEXT PRIMARY KEY,
    body TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    revoked_at INTEGER,
    kept_until INTEGER
  ) WITHOUT ROWID;
  CREATE TABLE revision (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    number INTEGER NOT NULL
  );
  INSERT INTO revision VALUES (1, 0);
`,
};
