/** Entries, their tags, and how many there are: the sums are kept by trigger, as counting a million rows takes 30 ms. */
export const ENTRY_TABLES = `
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
    kind TEXT NOT NULL DEFAULT 'answer',
    birth INTEGER NOT NULL,
    call_order INTEGER NOT NULL,
    keep_until INTEGER NOT NULL,
    accessed_at INTEGER NOT NULL,
    hits INTEGER NOT NULL DEFAULT 0,
    bytes INTEGER NOT NULL,
    body TEXT NOT NULL
  );
  CREATE INDEX entry_by_canonical_key ON entry (canonical_key, call_order) WHERE canonical_key IS NOT NULL;
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
    bytes INTEGER NOT NULL,
    embeddings INTEGER NOT NULL,
    embedding_bytes INTEGER NOT NULL
  );
  INSERT INTO entry_total VALUES (1, 0, 0, 0, 0);
  CREATE TABLE place_total (
    tenant TEXT NOT NULL,
    namespace TEXT NOT NULL,
    entries INTEGER NOT NULL,
    PRIMARY KEY (tenant, namespace)
  ) WITHOUT ROWID;
  CREATE TRIGGER entry_is_counted AFTER INSERT ON entry BEGIN
    UPDATE entry_total SET entries = entries + 1, bytes = bytes + NEW.bytes,
      embeddings = embeddings + (NEW.kind = 'embedding'),
      embedding_bytes = embedding_bytes + (NEW.kind = 'embedding') * NEW.bytes WHERE only = 1;
    INSERT INTO place_total VALUES (NEW.tenant, NEW.namespace, 1) ON CONFLICT DO UPDATE SET entries = entries + 1;
  END;
  CREATE TRIGGER entry_counts_no_more AFTER DELETE ON entry BEGIN
    UPDATE entry_total SET entries = entries - 1, bytes = bytes - OLD.bytes,
      embeddings = embeddings - (OLD.kind = 'embedding'),
      embedding_bytes = embedding_bytes - (OLD.kind = 'embedding') * OLD.bytes WHERE only = 1;
    UPDATE place_total SET entries = entries - 1 WHERE tenant = OLD.tenant AND namespace = OLD.namespace;
    DELETE FROM place_total WHERE tenant = OLD.tenant AND namespace = OLD.namespace AND entries = 0;
  END;
`;
