import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '@app/core/testing';
import { oneLine, planOf, scansOf } from '@app/cache/testing';
import { openOwnerFile } from './open-owner-file.js';
import { SqliteResourceOwners } from './sqlite.resource-owners.js';

/** Every statement about owners, and its plan. A new one belongs here, or its test fails. */
const PLANS: Readonly<Record<string, string>> = {
  'INSERT INTO owner (upstream, id, tenant, kept_until) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING': '',
  'SELECT tenant FROM owner WHERE upstream = ? AND id = ? AND (kept_until IS NULL OR kept_until >= ?)':
    'SEARCH owner USING PRIMARY KEY (upstream=? AND id=?)',
  'DELETE FROM owner WHERE kept_until < ?': 'SEARCH owner USING INDEX owner_by_end (kept_until<?)',
};

describe('the plans of the statements about owners', () => {
  it('scan nothing', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ragcache-owners-'));
    const database = await openOwnerFile(folder);
    const prepare = jest.spyOn(database, 'prepare');
    const owners = new SqliteResourceOwners(database, new ManualClock());
    const prepared = prepare.mock.calls.map(([sql]) => oneLine(sql));
    expect(Object.fromEntries(prepared.map((sql) => [sql, planOf(database, sql)]))).toEqual(PLANS);
    for (const sql of prepared) expect([sql, scansOf(database, sql)]).toEqual([sql, []]);
    await owners.close();
    rmSync(folder, { recursive: true });
  });
});
