import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';

const HOUR = 3_600_000;
export const DIMENSION = 384;
export const SPACE = { model: 'bench', dimension: DIMENSION, version: 'v1', languages: ['en'] };

export interface Filling {
  readonly entries: number;
  /** How many of them have a vector. */
  readonly vectors: number;
  /** How many of them are expired. */
  readonly expired: number;
}

/**
 * Fills a file that the service has made with small entries, by few statements: indexes and triggers are made again afterwards.
 * What was in it goes.
 * The order of use has nothing to do with the order of keys. Tag `t0` stands on 20,000 entries of a million.
 */
export function fill(file: string, filling: Filling): void {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; PRAGMA wal_autocheckpoint = 100000');
  const remake = dropIndexes(database);
  database.exec(rowsOf(filling));
  database.exec(remake);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
}

/** @returns SQL that makes them again. */
function dropIndexes(database: DatabaseSyncInstance): string {
  const made = database
    .prepare(
      "SELECT type, name, sql FROM sqlite_schema WHERE type IN ('index', 'trigger') AND sql IS NOT NULL",
    )
    .all() as { type: string; name: string; sql: string }[];
  for (const { type, name } of made) database.exec(`DROP ${type} ${name}`);
  return made.map(({ sql }) => sql).join(';\n');
}

function rowsOf({ entries, vectors, expired }: Filling): string {
  const now = Date.now();
  return `
    BEGIN;
    DELETE FROM tag; DELETE FROM vector; DELETE FROM scope; DELETE FROM entry;
    WITH RECURSIVE number (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM number WHERE i < ${entries})
    INSERT INTO entry (key, entry_id, canonical_key, tenant, namespace, model, question, writer, birth, call_order, keep_until,
      accessed_at, bytes, body)
    SELECT printf('%064x', i), printf('01J%023d', i), printf('%064x', i * 7919 % ${entries}),
      iif(i % 10, 'acme', 'globex'), iif(i % 5, 'default', 'docs'), iif(i % 1000, 'common', 'rare'),
      printf('%064x', i * 104729 % ${entries}), 'key-' || (i % 3), 1, 1,
      iif(i <= ${expired}, ${now - HOUR}, ${now + HOUR} + i), ${now - HOUR} + i * 15485863 % ${entries}, 1274, printf('%.250c', 'x')
    FROM number;
    INSERT INTO tag (entry, tag, tenant) SELECT id, iif(id % 50, 't' || (id % 50), 't0'), tenant FROM entry;
    INSERT INTO scope (tenant, scope) VALUES ('acme', 'scope');
    INSERT INTO vector (space, key, entry_id, scope, epoch_tenant, epoch_namespace, keep_until, vector)
      SELECT '${SPACE.model} ${SPACE.dimension} ${SPACE.version}', key, entry_id, (SELECT max(id) FROM scope), 1, 1, keep_until,
        zeroblob(${4 * DIMENSION}) FROM entry WHERE id <= ${vectors};
    UPDATE entry_total SET entries = (SELECT count(*) FROM entry), bytes = (SELECT sum(bytes) FROM entry);
    INSERT OR REPLACE INTO place_total SELECT tenant, namespace, count(*) FROM entry GROUP BY tenant, namespace;
    COMMIT`;
}
