import type { SqliteSchema } from '@app/cache';

/** A row without `kept_until` is kept for good. */
export const OWNER_SCHEMA: SqliteSchema = {
  version: 1,
  tables: `
  CREATE TABLE owner (
    upstream TEXT NOT NULL,
    id TEXT NOT NULL,
    tenant TEXT NOT NULL,
    kept_until INTEGER,
    PRIMARY KEY (upstream, id)
  ) WITHOUT ROWID;
  CREATE INDEX owner_by_end ON owner (kept_until) WHERE kept_until IS NOT NULL;
`,
};
