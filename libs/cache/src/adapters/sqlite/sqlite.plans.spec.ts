import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { testContext, type TestContext } from '../../../testing/open.js';
import { fillDirectly } from '../../../testing/fill-directly.js';
import { oneLine, planOf, scansOf } from '../../../testing/statement-plans.js';
import type { EntryFilter } from '../../ports/entry-store.port.js';
import { openStores } from '../../open-stores.js';
import { SqliteDatabase } from './sqlite.database.js';
import { walksOf } from './sqlite.entry-filter.js';

/**
 * Every statement with a fixed text, and its plan. A new one belongs here, or its test fails. Right are: SEARCH by the columns that
 * the statement names, and a SCAN only of what WALKED says.
 */
const PLANS: Readonly<Record<string, string>> = {
  'SELECT body, hits FROM entry WHERE entry_id = ? AND tenant = ? AND keep_until > ?':
    'SEARCH entry USING INDEX sqlite_autoindex_entry_2 (entry_id=?)',
  'DELETE FROM entry WHERE key = ?':
    'SEARCH entry USING INDEX sqlite_autoindex_entry_1 (key=?) | SEARCH tag USING PRIMARY KEY (entry=?)',
  'DELETE FROM entry WHERE id = ?':
    'SEARCH entry USING INTEGER PRIMARY KEY (rowid=?) | SEARCH tag USING PRIMARY KEY (entry=?)',
  'INSERT OR IGNORE INTO tag (entry, tag, tenant) VALUES (?, ?, ?)': '',
  'UPDATE entry SET hits = hits + ?, accessed_at = max(accessed_at, ?) WHERE key = ?':
    'SEARCH entry USING INDEX sqlite_autoindex_entry_1 (key=?)',
  'SELECT namespace, entries FROM place_total WHERE tenant = ? ORDER BY namespace':
    'SEARCH place_total USING PRIMARY KEY (tenant=?)',
  'SELECT id, keep_until FROM entry INDEXED BY entry_by_place WHERE tenant = ? AND namespace = ? AND (keep_until, id) > (?, ?) AND keep_until <= ? ORDER BY keep_until, id LIMIT ?':
    'SEARCH entry USING COVERING INDEX entry_by_place (tenant=? AND namespace=? AND (keep_until,rowid)>(?,?) AND keep_until<?)',
  'SELECT entries, bytes FROM entry_total WHERE only = 1':
    'SEARCH entry_total USING INTEGER PRIMARY KEY (rowid=?)',
  'SELECT embeddings AS entries, embedding_bytes AS bytes FROM entry_total WHERE only = 1':
    'SEARCH entry_total USING INTEGER PRIMARY KEY (rowid=?)',
  'SELECT coalesce(max(id), 0) AS id FROM entry NOT INDEXED': 'SEARCH entry',
  'SELECT id, key, entry_id, bytes FROM entry INDEXED BY entry_by_expiry WHERE keep_until <= ? ORDER BY keep_until LIMIT ?':
    'SEARCH entry USING INDEX entry_by_expiry (keep_until<?)',
  'SELECT id, key, entry_id, bytes FROM entry INDEXED BY entry_by_access ORDER BY accessed_at, id LIMIT ?':
    'SCAN entry USING INDEX entry_by_access',
  'SELECT vector.id AS row, vector.key, vector.entry_id, scope.tenant, scope.scope, vector.epoch_tenant, vector.epoch_namespace, vector.keep_until, vector.vector FROM vector INDEXED BY vector_by_space CROSS JOIN scope ON scope.id = vector.scope WHERE vector.space = ? AND vector.id > ? ORDER BY vector.id LIMIT ?':
    'SEARCH vector USING INDEX vector_by_space (space=? AND rowid>?) | SEARCH scope USING INTEGER PRIMARY KEY (rowid=?)',
  'SELECT id, space, key, entry_id FROM vector_gone NOT INDEXED WHERE id > ? ORDER BY id LIMIT ?':
    'SEARCH vector_gone USING INTEGER PRIMARY KEY (rowid>?)',
  'SELECT min(id) AS id FROM vector_gone': 'SEARCH vector_gone',
  "SELECT seq AS id FROM sqlite_sequence WHERE name = 'vector_gone'": 'SCAN sqlite_sequence',
  'INSERT INTO vector_gone (space, key, entry_id, gone_at) SELECT space, key, entry_id, ?1 FROM vector WHERE space = ?2 AND key = ?3 AND entry_id = coalesce(?4, entry_id)':
    'SEARCH vector USING INDEX sqlite_autoindex_vector_1 (key=? AND space=?)',
  'DELETE FROM vector WHERE space = ?1 AND key = ?2 AND entry_id = coalesce(?3, entry_id)':
    'SEARCH vector USING INDEX sqlite_autoindex_vector_1 (key=? AND space=?)',
  'INSERT OR IGNORE INTO scope (tenant, scope) VALUES (?, ?)': '',
  'SELECT id FROM scope WHERE tenant = ? AND scope = ?':
    'SEARCH scope USING COVERING INDEX sqlite_autoindex_scope_1 (tenant=? AND scope=?)',
  'INSERT INTO vector (space, key, entry_id, scope, epoch_tenant, epoch_namespace, keep_until, vector) VALUES (?, ?, ?, ?, ?, ?, ?, ?)':
    '',
  'SELECT space, key, entry_id FROM vector INDEXED BY vector_by_expiry WHERE keep_until <= ? ORDER BY keep_until LIMIT ?':
    'SEARCH vector USING INDEX vector_by_expiry (keep_until<?)',
  'SELECT space, key, entry_id FROM vector INDEXED BY vector_by_space WHERE space = ? ORDER BY id LIMIT ?':
    'SEARCH vector USING INDEX vector_by_space (space=?)',
  'DELETE FROM vector_gone WHERE id IN (SELECT id FROM vector_gone ORDER BY id LIMIT ?) AND gone_at < ? RETURNING id':
    'SEARCH vector_gone USING INTEGER PRIMARY KEY (rowid=?) | LIST SUBQUERY 1 | SCAN vector_gone',
  'INSERT OR REPLACE INTO source VALUES (?, ?, ?, ?)': '',
  'SELECT version FROM source WHERE tenant = ? AND namespace = ? AND id = ?':
    'SEARCH source USING PRIMARY KEY (tenant=? AND namespace=? AND id=?)',
  'INSERT INTO stat (tenant, namespace, day, hits_exact, hits_canonical, hits_semantic, misses, tokens_saved, cost_saved_usd) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET hits_exact = hits_exact + excluded.hits_exact, hits_canonical = hits_canonical + excluded.hits_canonical, hits_semantic = hits_semantic + excluded.hits_semantic, misses = misses + excluded.misses, tokens_saved = tokens_saved + excluded.tokens_saved, cost_saved_usd = cost_saved_usd + excluded.cost_saved_usd':
    '',
  'DELETE FROM stat WHERE day < ?': 'SEARCH stat USING INDEX stat_by_day (day<?)',
  'SELECT * FROM stat WHERE tenant = ? ORDER BY day DESC, namespace':
    'SEARCH stat USING PRIMARY KEY (tenant=?) | USE TEMP B-TREE FOR ORDER BY',
  'DELETE FROM purge WHERE tenant = ? AND number < ?':
    'SEARCH purge USING PRIMARY KEY (tenant=? AND number<?)',
  'INSERT INTO entry (key, entry_id, canonical_key, tenant, namespace, model, question, writer, kind, birth, call_order, keep_until, accessed_at, bytes, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)':
    'SEARCH tag USING PRIMARY KEY (entry=?)',
  'INSERT OR IGNORE INTO purge (tenant, number, at, asked_by, named) VALUES (?, ?, ?, ?, ?)': '',
  'INSERT OR IGNORE INTO registry_namespace SELECT tenant, ?2, 0, 0, born FROM registry_tenant WHERE tenant = ?1':
    'SEARCH registry_tenant USING PRIMARY KEY (tenant=?)',
  'INSERT OR IGNORE INTO registry_tenant VALUES (?1, ?2, ?2, 0, 0, ?2, ?2)': '',
  'SELECT call_order FROM entry WHERE key = ? AND keep_until > ?':
    'SEARCH entry USING INDEX sqlite_autoindex_entry_1 (key=?)',
  'SELECT max(number) AS number FROM purge WHERE tenant = ? AND number < ?':
    'SEARCH purge USING PRIMARY KEY (tenant=? AND number<?)',
  'SELECT number FROM purge WHERE tenant = ? ORDER BY number DESC LIMIT 1 OFFSET ?':
    'SEARCH purge USING PRIMARY KEY (tenant=?)',
  'SELECT number, at, asked_by, named, found, is_done FROM purge WHERE tenant = ? AND number = ?':
    'SEARCH purge USING PRIMARY KEY (tenant=? AND number=?)',
  'SELECT number, at, asked_by, named, found, is_done FROM purge WHERE tenant = ? AND number > ? ORDER BY number LIMIT ?':
    'SEARCH purge USING PRIMARY KEY (tenant=? AND number>?)',
  'SELECT tenant FROM entry WHERE entry_id = ?':
    'SEARCH entry USING INDEX sqlite_autoindex_entry_2 (entry_id=?)',
  'SELECT tenant, number, at FROM purge WHERE is_done = 0 AND at > ? ORDER BY at LIMIT 100':
    'SEARCH purge USING COVERING INDEX purge_unfinished (at>?)',
  'SELECT whole.epoch, whole.seq, whole.floor, whole.revision, whole.born, part.epoch, part.sources_seq, part.sources_born FROM registry_tenant whole LEFT JOIN registry_namespace part ON part.tenant = whole.tenant AND part.namespace = ?2 WHERE whole.tenant = ?1':
    'SEARCH whole USING PRIMARY KEY (tenant=?) | SEARCH part USING PRIMARY KEY (tenant=? AND namespace=?) LEFT-JOIN',
  'UPDATE registry_namespace SET epoch = 0 WHERE tenant = ? AND epoch < ?':
    'SEARCH registry_namespace USING PRIMARY KEY (tenant=?)',
  'UPDATE registry_namespace SET epoch = max(epoch, ?3) WHERE tenant = ?1 AND namespace = ?2':
    'SEARCH registry_namespace USING PRIMARY KEY (tenant=? AND namespace=?)',
  'UPDATE registry_namespace SET sources_seq = max(?3, sources_seq + 1) WHERE tenant = ?1 AND namespace = ?2':
    'SEARCH registry_namespace USING PRIMARY KEY (tenant=? AND namespace=?)',
  'UPDATE registry_tenant SET epoch = max(epoch, ?2) WHERE tenant = ?1':
    'SEARCH registry_tenant USING PRIMARY KEY (tenant=?)',
  'UPDATE registry_tenant SET floor = max(floor, ?2) WHERE tenant = ?1':
    'SEARCH registry_tenant USING PRIMARY KEY (tenant=?)',
  'UPDATE registry_tenant SET seq = max(?2, seq + 1) WHERE tenant = ?1 RETURNING seq AS number':
    'SEARCH registry_tenant USING PRIMARY KEY (tenant=?)',
  'UPDATE registry_tenant SET call_order = max(?2, call_order + 1) WHERE tenant = ?1 RETURNING call_order AS number':
    'SEARCH registry_tenant USING PRIMARY KEY (tenant=?)',
  'UPDATE registry_namespace SET sources_seq = max(?3, sources_seq), sources_born = max(?4, sources_born + 1) WHERE tenant = ?1 AND namespace = ?2':
    'SEARCH registry_namespace USING PRIMARY KEY (tenant=? AND namespace=?)',
  'UPDATE registry_tenant SET epoch = max(epoch, ?2), seq = max(seq, ?3), floor = max(floor, ?4), call_order = max(call_order, ?7), revision = max(revision, ?5) + (?6 OR epoch < ?2 OR seq < ?3 OR floor < ?4) WHERE tenant = ?1':
    'SEARCH registry_tenant USING PRIMARY KEY (tenant=?)',
  'UPDATE purge SET found = found + ?3, is_done = max(is_done, ?4) WHERE tenant = ?1 AND number = ?2':
    'SEARCH purge USING PRIMARY KEY (tenant=? AND number=?)',
  'SELECT (SELECT body FROM entry WHERE key = ?1 AND keep_until > ?3), (SELECT key FROM entry INDEXED BY entry_by_canonical_key WHERE canonical_key = ?2 AND keep_until > ?3 ORDER BY call_order DESC, id DESC LIMIT 1)':
    'SCAN CONSTANT ROW | SCALAR SUBQUERY 1 | SEARCH entry USING INDEX sqlite_autoindex_entry_1 (key=?) | SCALAR SUBQUERY 2 | SEARCH entry USING INDEX entry_by_canonical_key (canonical_key=?)',
};

/** What may be walked from its first row on, and why that is no work that grows with the file. A query plan may call it SEARCH. */
const WALKED: Readonly<Record<string, string>> = {
  sqlite_sequence: 'has one row for each table that numbers its rows',
  entry_by_access: 'in the order of use, as far as LIMIT',
  entry_by_expiry: 'from the earliest end, as far as LIMIT',
  vector_by_expiry: 'from the earliest end, as far as LIMIT',
  vector_gone: 'the oldest notes, as far as LIMIT',
  stat_by_day: 'the days that are too old, which are deleted',
};

const MEMBERS: Readonly<Required<Omit<EntryFilter, 'tenant' | 'tags'>>> = {
  id: 'some id' as never,
  key: 'some key' as never,
  namespace: 'docs',
  model: 'some model',
  question: 'some question',
  writer: 'some writer',
  bornBefore: 5,
};

describe('the plans of the SQLite statements', () => {
  const seen = new Set<string>();
  let context: TestContext;
  let file: string;

  beforeAll(() => recordStatements(seen));
  afterAll(() => jest.restoreAllMocks());
  beforeEach(() => {
    context = testContext();
    file = join(context.folder, 'ragcache.db');
  });
  afterEach(() => context.dispose());

  it('are known of every statement that the adapters prepare', async () => {
    await onStores(context, (database) => database.vacuum());
    const prepared = [...seen].filter((sql) => !sql.startsWith('PRAGMA') && !sql.includes(' AS named '));
    expect(prepared.sort()).toEqual(Object.keys(PLANS).sort());
  });

  describe.each([0, 1, 2, 10, 10_000])('on a file with %d rows', (rows) => {
    const expectPlans = (database: SqliteDatabase) => {
      const plans = Object.keys(PLANS).map((sql) => [sql, planOf(database, sql)]);
      expect(Object.fromEntries(plans)).toEqual(PLANS);
      for (const sql of Object.keys(PLANS)) expectNoScan(database, sql);
      for (const filter of filters()) expectWalks(database, filter);
    };

    it('are the same before and after a clean stop', async () => {
      await onStores(context, () => fillDirectly(file, rows));
      await onStores(context.another(), expectPlans);
      await onStores(context.another(), (database) => {
        expectPlans(database);
        expect(
          database.prepare("SELECT name FROM sqlite_schema WHERE name LIKE 'sqlite_stat%'").all(),
        ).toEqual([]);
      });
    });

    it('are the same after another program has made statistics', async () => {
      await onStores(context, () => fillDirectly(file, rows));
      const other = new DatabaseSync(file);
      other.exec('ANALYZE');
      other.close();
      await onStores(context.another(), expectPlans);
    });
  });
});

/** A purge takes the index of the most selective member that it names, whatever else it names. */
function expectWalks(database: SqliteDatabase, filter: EntryFilter): void {
  const walks = walksOf(filter, () => ['docs', 'default']);
  expect(walks.length).toBeGreaterThan(0);
  for (const { sql } of walks) {
    expect([filter, planOf(database, sql).replace(CORRELATED, '')]).toEqual([filter, leadOf(filter)]);
    expectNoScan(database, sql);
  }
}

/** The tags of one row, beside those of the filter: a list in memory. */
const CORRELATED =
  / \| CORRELATED SCALAR SUBQUERY \d+ \| SEARCH tag USING PRIMARY KEY \(entry=\? AND tag=\?\) \| LIST SUBQUERY \d+ \| SCAN json_each VIRTUAL TABLE INDEX 1:/;

function leadOf({ id, key, question, tags, writer }: EntryFilter): string {
  if (id) return 'SEARCH entry USING INDEX sqlite_autoindex_entry_2 (entry_id=?)';
  if (key) return 'SEARCH entry USING INDEX sqlite_autoindex_entry_1 (key=?)';
  if (question)
    return 'SEARCH entry USING INDEX entry_by_question (tenant=? AND question=? AND rowid>? AND rowid<?)';
  if (tags)
    return 'SEARCH tag USING COVERING INDEX tag_by_name (tenant=? AND tag=? AND entry>? AND entry<?) | SEARCH entry USING INTEGER PRIMARY KEY (rowid=?)';
  if (writer)
    return 'SEARCH entry USING INDEX entry_by_writer (tenant=? AND writer=? AND rowid>? AND rowid<?)';
  return 'SEARCH entry USING INDEX entry_by_place (tenant=? AND namespace=? AND (keep_until,rowid)>(?,?))';
}

function expectNoScan(database: SqliteDatabase, sql: string): void {
  const scans = scansOf(database, sql).filter((name) => !(name in WALKED));
  expect([sql, scans]).toEqual([sql, []]);
}

/** Every combination of members, with no tag, one and two. */
function filters(): EntryFilter[] {
  const names = Object.keys(MEMBERS) as (keyof typeof MEMBERS)[];
  const combinations = Array.from({ length: 2 ** names.length }, (_, bits) =>
    Object.fromEntries(names.filter((_name, bit) => bits & (1 << bit)).map((name) => [name, MEMBERS[name]])),
  );
  return [undefined, ['a'], ['a', 'b']].flatMap((tags) =>
    combinations.map((members) => ({ tenant: 'acme', ...members, ...(tags && { tags }) })),
  );
}

function recordStatements(seen: Set<string>): void {
  for (const name of ['prepare', 'prepareUnnamed'] as const) {
    const original = SqliteDatabase.prototype[name];
    jest.spyOn(SqliteDatabase.prototype, name).mockImplementation(function (this: SqliteDatabase, sql) {
      if (!sql.startsWith('EXPLAIN') && !sql.includes('sqlite_schema')) seen.add(oneLine(sql));
      return original.call(this, sql);
    });
  }
}

/** Opens everything that lives in the file, and stops cleanly afterwards. */
async function onStores(context: TestContext, work: (database: SqliteDatabase) => unknown): Promise<void> {
  const stores = await openStores(context);
  const database = (await SqliteDatabase.open(context.folder, context.signals)).acquire();
  await work(database);
  await database.release();
  await stores.close();
}
