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
 */
export const CACHE_SCHEMA: SqliteSchema = {
  version: 4,
  tables: `
  CREATE TABLE entry (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    entry_id TEXT NOT NULL UNIQUE,
    canonical_key TEXT,
    tenant TEXT NOT NULL,
    namespace TEXT NOT NULL,
    model TEXT NOT NULL,
    question TEXT NOT NULL,
    writer TEXT NOT NULL,
    birth INTEGER NOT NULL,
    call_order INTEGER NOT NULL,
    keep_until INTEGER NOT NULL,
    accessed_at INTEGER NOT NULL,
    hits INTEGER NOT NULL DEFAULT 0,
    body TEXT NOT NULL
  );
  CREATE INDEX entry_by_canonical_key ON entry (canonical_key) WHERE canonical_key IS NOT NULL;
  CREATE INDEX entry_by_place ON entry (tenant, namespace, keep_until);
  CREATE INDEX entry_by_question ON entry (tenant, question);
  CREATE INDEX entry_by_writer ON entry (tenant, writer);
  CREATE INDEX entry_by_expiry ON entry (keep_until);
  CREATE INDEX entry_by_access ON entry (accessed_at);

  CREATE TABLE tag (
    entry INTEGER NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
    tag TEXT NOT NULL,
    PRIMARY KEY (entry, tag)
  ) WITHOUT ROWID;
  CREATE INDEX tag_by_name ON tag (tag, entry);

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
`,
};
