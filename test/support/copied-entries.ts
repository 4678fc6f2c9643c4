import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';

const COPIES = "key LIKE 'copy-%'";
const fileIn = (folder: string) => join(folder, 'ragcache.db');

/** Puts copies of the newest entry into the file, with its tags and its vector: asking for so many would take minutes. */
export function copyNewest(folder: string, copies: number): void {
  const database = new DatabaseSync(fileIn(folder));
  const facts =
    'tenant, namespace, model, question, writer, birth, call_order, keep_until, accessed_at, bytes, body';
  const point = 'scope, epoch_tenant, epoch_namespace, keep_until, vector';
  database.exec(`
    CREATE TEMP TABLE pattern AS SELECT * FROM entry ORDER BY id DESC LIMIT 1;
    CREATE TEMP TABLE point AS SELECT vector.* FROM vector JOIN pattern USING (key);
    INSERT INTO entry (key, entry_id, ${facts})
      WITH RECURSIVE copy (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM copy WHERE number < ${copies})
      SELECT 'copy-' || number, printf('%026d', number), ${facts} FROM copy, pattern;
    INSERT INTO tag (entry, tag, tenant) SELECT entry.id, tag.tag, tag.tenant FROM tag, pattern, entry
      WHERE tag.entry = pattern.id AND entry.${COPIES};
    INSERT INTO vector (space, key, entry_id, ${point})
      SELECT space, entry.key, entry.entry_id, ${point.replace('keep_until', 'point.keep_until')} FROM entry, point
      WHERE entry.${COPIES};
  `);
  database.close();
}

/** How many of them are left. */
export function copiesIn(folder: string): number {
  return countIn(folder, 'entry', COPIES);
}

export function vectorsIn(folder: string): number {
  return countIn(folder, 'vector', 'true');
}

function countIn(folder: string, table: string, condition: string): number {
  const database = new DatabaseSync(fileIn(folder), { readOnly: true });
  const row = database.prepare(`SELECT count(*) AS rows FROM ${table} WHERE ${condition}`).get();
  database.close();
  return (row as { rows: number }).rows;
}
