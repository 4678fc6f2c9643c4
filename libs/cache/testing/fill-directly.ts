import { DatabaseSync } from '@photostructure/sqlite';

/** Gives a file of the cache that many entries with tag and vector, deletes noted and days counted, by SQL: quicker than through the stores. */
export function fillDirectly(file: string, rows: number): void {
  const database = new DatabaseSync(file);
  const number = `WITH RECURSIVE number (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM number WHERE i < ${rows})`;
  database.exec(`
    BEGIN;
    ${number} INSERT INTO entry (key, entry_id, canonical_key, tenant, namespace, model, question, writer, birth, call_order, keep_until, accessed_at, bytes, body)
      SELECT 'key ' || i, 'id ' || i, 'canonical ' || i, 'acme', 'docs', 'model', 'question ' || i, 'writer', 1, 1, 1, i, 1000, 'body'
      FROM number WHERE i <= ${rows};
    INSERT INTO tag (entry, tag, tenant) SELECT id, 'tag', tenant FROM entry;
    INSERT INTO scope (tenant, scope) VALUES ('acme', 'scope');
    INSERT INTO vector (space, key, entry_id, scope, epoch_tenant, epoch_namespace, keep_until, vector)
      SELECT 'test-model 4 v1', key, entry_id, (SELECT max(id) FROM scope), 1, 1, keep_until, zeroblob(16) FROM entry WHERE key LIKE 'key %';
    INSERT INTO vector_gone (space, key, entry_id, gone_at) SELECT 'test-model 4 v1', key, entry_id, 1 FROM entry;
    INSERT INTO stat SELECT tenant, 'docs ' || id, '2026-01-01', 1, 1, 1, 1, 1, 1 FROM entry;
    COMMIT`);
  database.close();
}
