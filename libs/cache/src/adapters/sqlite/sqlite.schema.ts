import { ENTRY_TABLES } from './sqlite.entry-schema.js';
import { REGISTRY_TABLES } from './sqlite.registry-tables.js';

/** The tables of a file. Raise the version with every change of them. */
export interface SqliteSchema {
  readonly version: number;
  /** SQL that makes them. */
  readonly tables: string;
}

/**
 * A file of another version is set aside, it is a cache.
 *
 * Ids are AUTOINCREMENT: a number is never used twice, so that other processes can follow by "larger than the last".
 * What nothing leads to any more goes by trigger, in the transaction that made it so: there is nothing to sweep.
 * No statistics are kept about the tables (`ANALYZE`, `PRAGMA optimize`): those of a table with two rows make the planner scan it
 * when it has a million. Without them a plan depends on the schema alone; `sqlite.plans.spec.ts` holds every one.
 */
export const CACHE_SCHEMA: SqliteSchema = {
  version: 6,
  tables: `
${ENTRY_TABLES}
  CREATE TABLE scope (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant TEXT NOT NULL,
    scope TEXT NOT NULL,
    UNIQUE (tenant, scope)
  );
  CREATE TABLE vector (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    space TEXT NOT NULL,
    key TEXT NOT NULL,
    entry_id TEXT NOT NULL,
    scope INTEGER NOT NULL REFERENCES scope (id),
    epoch_tenant INTEGER NOT NULL,
    epoch_namespace INTEGER NOT NULL,
    keep_until INTEGER NOT NULL,
    vector BLOB NOT NULL,
    UNIQUE (key, space)
  );
  CREATE INDEX vector_by_expiry ON vector (keep_until);
  CREATE INDEX vector_by_scope ON vector (scope);
  CREATE INDEX vector_by_space ON vector (space);
  CREATE TABLE vector_gone (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    space TEXT NOT NULL,
    key TEXT NOT NULL,
    entry_id TEXT NOT NULL,
    gone_at INTEGER NOT NULL
  );

  CREATE TRIGGER vector_goes_with_entry AFTER DELETE ON entry BEGIN
    INSERT INTO vector_gone (space, key, entry_id, gone_at)
      SELECT space, key, entry_id, unixepoch() * 1000 FROM vector WHERE key = OLD.key AND entry_id = OLD.entry_id;
    DELETE FROM vector WHERE key = OLD.key AND entry_id = OLD.entry_id;
  END;
  CREATE TRIGGER scope_goes_with_last_vector AFTER DELETE ON vector
    WHEN NOT EXISTS (SELECT 1 FROM vector WHERE scope = OLD.scope) BEGIN
    DELETE FROM scope WHERE id = OLD.scope;
  END;

  ${REGISTRY_TABLES}
  CREATE TABLE source (
    tenant TEXT NOT NULL,
    namespace TEXT NOT NULL,
    id TEXT NOT NULL,
    version TEXT NOT NULL,
    PRIMARY KEY (tenant, namespace, id)
  ) WITHOUT ROWID;

  CREATE TABLE stat (
    tenant TEXT NOT NULL,
    namespace TEXT NOT NULL,
    day TEXT NOT NULL,
    hits_exact INTEGER NOT NULL,
    hits_canonical INTEGER NOT NULL,
    hits_semantic INTEGER NOT NULL,
    misses INTEGER NOT NULL,
    tokens_saved INTEGER NOT NULL,
    cost_saved_usd REAL NOT NULL,
    PRIMARY KEY (tenant, namespace, day)
  ) WITHOUT ROWID;
  CREATE INDEX stat_by_day ON stat (day);
`,
};
