import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { oneLine, planOf, scansOf } from '@app/cache/testing';
import { openKeyFile } from './open-key-file.js';
import { SqliteKeyStore } from './sqlite.key-store.js';

/** Every statement of the key store, and its plan. A new one belongs here, or its test fails. */
const PLANS: Readonly<Record<string, string>> = {
  'INSERT INTO key (id, body, created_at, kept_until) VALUES (?, ?, ?, ?)': '',
  'SELECT body, revoked_at FROM key WHERE id = ?': 'SEARCH key USING PRIMARY KEY (id=?)',
  // All keys are asked for, by an administrator.
  'SELECT body, revoked_at FROM key ORDER BY created_at, id': 'SCAN key | USE TEMP B-TREE FOR ORDER BY',
  // There are as many rows as keys, and a key is seldom made.
  'DELETE FROM key WHERE kept_until < ?': 'SCAN key',
  'UPDATE key SET kept_until = min(coalesce(kept_until, ?2), ?2), revoked_at = coalesce(revoked_at, ?1) WHERE id = ?3':
    'SEARCH key USING PRIMARY KEY (id=?)',
  // A table of one row.
  'SELECT number FROM revision': 'SCAN revision',
  'UPDATE revision SET number = number + 1': 'SCAN revision',
};

describe('the plans of the statements about keys', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'ragcache-keys-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const expectPlans = async () => {
    const database = await openKeyFile(folder);
    const prepare = jest.spyOn(database, 'prepare');
    const store = new SqliteKeyStore(database);
    const prepared = prepare.mock.calls.map(([sql]) => oneLine(sql));
    prepare.mockRestore();
    const plans = prepared.map((sql) => [sql, planOf(database, sql)]);
    expect(Object.fromEntries(plans)).toEqual(PLANS);
    for (const sql of prepared)
      expect([sql, scansOf(database, sql)]).toEqual([sql, (/SCAN (\w+)/.exec(PLANS[sql]!) ?? []).slice(1)]);
    await store.close();
  };

  it.each([0, 1, 2, 10, 10_000])('are the same with %d keys, before and after a clean stop', async (rows) => {
    await (await openKeyFile(folder)).acquire().release();
    const other = new DatabaseSync(join(folder, 'keys.sqlite'));
    other.exec(`WITH RECURSIVE number (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM number WHERE i < ${rows})
      INSERT INTO key SELECT 'key ' || i, 'body', i, NULL, NULL FROM number WHERE i <= ${rows}`);
    await expectPlans();
    await expectPlans();
    other.exec('ANALYZE');
    other.close();
    await expectPlans();
  });
});
