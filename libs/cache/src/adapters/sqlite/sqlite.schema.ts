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
 * Sums are kept by trigger as well: counting a million rows takes 30 ms.
 * No statistics are kept about the tables (\`ANALYZE\`, \`PRAGMA optimize\`): those of a table with two rows make the planner scan it
 * when it has a million. Without them a plan depends on the schema alone; sqlite.plans.spec.ts holds every one.
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
    keep_until INTEGER NOT NULL,
    accessed_at INTEGER NOT NULL,
    hits INTEGER NOT NULL DEFAULT 0,
    bytes INTEGER NOT NULL,
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
    tenant TEXT NOT NULL,
    PRIMARY KEY (entry, tag)
  ) WITHOUT ROWID;
  CREATE INDEX tag_by_name ON tag (tenant, tag, entry);

  CREATE TABLE entry_total (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    entries INTEGER NOT NULL,
    bytes INTEGER NOT NULL
  );
  INSERT INTO entry_total VALUES (1, 0, 0);
  CREATE TABLE place_total (
    tenant TEXT NOT NULL,
    namespace TEXT NOT NULL,
    entries INTEGER NOT NULL,
    PRIMARY KEY (tenant, namespace)
  ) WITHOUT ROWID;
  CREATE TRIGGER entry_is_counted AFTER INSERT ON entry BEGIN
    UPDATE entry_total SET entries = entries + 1, bytes = bytes + NEW.bytes WHERE only = 1;
    INSERT INTO place_total VALUES (NEW.tenant, NEW.namespace, 1) ON CONFLICT DO UPDATE SET entries = entries + 1;
  END;
  CREATE TRIGGER entry_counts_no_more AFTER DELETE ON entry BEGIN
    UPDATE entry_total SET entries = entries - 1, bytes = bytes - OLD.bytes WHERE only = 1;
    UPDATE place_total SET entries = entries - 1 WHERE tenant = OLD.tenant AND namespace = OLD.namespace;
    DELETE FROM place_total WHERE tenant = OLD.tenant AND namespace = OLD.namespace AND entries = 0;
  END;

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

  CREATE TABLE epoch (
    tenant TEXT NOT NULL,
    namespace TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    purge_seq INTEGER NOT NULL,
    sources_seq INTEGER NOT NULL,
    born INTEGER NOT NULL,
    PRIMARY KEY (tenant, namespace)
  ) WITHOUT ROWID;
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
