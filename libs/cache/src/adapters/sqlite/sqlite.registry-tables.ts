/** The numbers of each tenant, of those namespaces that were purged whole or have sources, and the purges. */
export const REGISTRY_TABLES = `CREATE TABLE registry_tenant (
    tenant TEXT PRIMARY KEY,
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    floor INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    born INTEGER NOT NULL,
    call_order INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE registry_namespace (
    tenant TEXT NOT NULL,
    namespace TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    sources_seq INTEGER NOT NULL,
    sources_born INTEGER NOT NULL,
    PRIMARY KEY (tenant, namespace)
  ) WITHOUT ROWID;
  CREATE TABLE purge (
    tenant TEXT NOT NULL,
    number INTEGER NOT NULL,
    at INTEGER NOT NULL,
    asked_by TEXT NOT NULL,
    named TEXT NOT NULL,
    found INTEGER NOT NULL DEFAULT 0,
    is_done INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, number)
  ) WITHOUT ROWID;
  CREATE INDEX purge_unfinished ON purge (at) WHERE is_done = 0;`;
