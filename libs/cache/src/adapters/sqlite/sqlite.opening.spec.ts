import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { anEntry, aRecord } from '@app/core/testing';
import { testContext, type TestContext } from '../../../testing/open.js';
import { openStores } from '../../open-stores.js';
import type { VectorPoint } from '../../ports/vector-index.port.js';
import { ENTRY_STORES } from '../stores.table.js';
import { SqliteDatabase } from './sqlite.database.js';
import { UnusableFile } from './sqlite.faults.js';

const ROOT = join(__dirname, '../../../../..');
const BUILT = join(ROOT, 'dist/libs/cache/src/adapters/sqlite/sqlite.connection.js');
/** The script of a child process: it prints `ready`, opens the file at the first input, and prints `opened` or the error. */
const PROCESS = `
  const { openConnection } = require(process.argv[1]);
  process.stdin.once('data', async () => {
    try { await openConnection(process.argv[2]); console.log('opened'); } catch (error) { console.log(error.message); }
    process.exit();
  });
  console.log('ready');`;

describe('opening and closing the SQLite file', () => {
  let context: TestContext;
  let file: string;

  beforeEach(() => {
    context = testContext();
    file = join(context.folder, 'ragcache.db');
  });
  afterEach(() => context.dispose());

  const point = (number: number): VectorPoint => {
    const { key, id, tenant, scope, epochs } = anEntry({ question: `question ${number}` });
    const keepUntil = context.clock.now() + 1e9;
    return { key, entryId: id, tenant, scope, epochs, keepUntil, vector: Float32Array.of(1, 0, 0, 0) };
  };
  const journalSize = () => statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;

  it('succeeds for several processes that meet at a new folder', async () => {
    for (let round = 0; round < 3; round++) {
      const name = join(context.folder, `round-${round}.db`);
      expect(await Promise.all(await startTogether(4, name))).toEqual(Array(4).fill('opened'));
    }
  });

  it('never waits for other processes within SQLite once it is open', async () => {
    const store = await ENTRY_STORES.sqlite.open(context);
    const database = await context.sqlite();
    expect(database.prepare('PRAGMA busy_timeout').get()).toEqual({ timeout: 0 });
    await store.close();
  });

  it('leaves no journal behind, so that the next start need not read every page', async () => {
    const stores = await openStores(context);
    for (let number = 0; number < 20; number++) await stores.vectors.add(point(number));
    expect(journalSize()).toBeGreaterThan(0);
    await stores.close();
    expect(journalSize()).toBe(0);
  });

  it('folds the journal into the file while it is written, and leaves an empty one behind', async () => {
    const store = await ENTRY_STORES.sqlite.open(context);
    const body = 'x'.repeat(100_000);
    let longest = 0;
    for (let number = 0; number < 400; number++) {
      await store.save({ ...aRecord({ question: `q ${number}` }), body });
      longest = Math.max(longest, journalSize());
    }
    expect(longest).toBeGreaterThan(16_000_000);
    expect(longest).toBeLessThan(20_000_000);
    expect(statSync(file).size).toBeGreaterThan(16_000_000);
    const database = await context.sqlite();
    expect(database.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 0 });
    await store.close();
    expect(journalSize()).toBe(0);
    expect(context.signals.states).toEqual([]);
  });

  it('checks a large file in a thread after a crash, and finds the torn page', async () => {
    const store = await ENTRY_STORES.sqlite.open(context);
    for (let number = 0; number < 100; number++)
      await store.save({ ...aRecord({ question: `q ${number}` }), body: 'x'.repeat(60_000) });
    await store.close();
    const crashed = new DatabaseSync(file);
    crashed.exec("INSERT INTO stat VALUES ('acme', 'docs', '2026-01-01', 1, 1, 1, 1, 1, 1)");
    expect(statSync(file).size).toBeGreaterThan(4_194_304);
    const sound = context.another();
    await (await ENTRY_STORES.sqlite.open(sound)).close();
    expect(sound.signals.states).toEqual([]);
    crashed.exec("INSERT INTO stat VALUES ('acme', 'docs', '2026-01-02', 1, 1, 1, 1, 1, 1)");
    const descriptor = openSync(file, 'r+');
    for (let page = 20; page < 1_000; page += 20)
      writeSync(descriptor, Buffer.alloc(4_096, 0xa5), 0, 4_096, page * 4_096);
    closeSync(descriptor);
    const again = context.another();
    await (await ENTRY_STORES.sqlite.open(again)).close();
    expect(again.signals.states).toEqual(['sqlite:down', 'sqlite:up']);
    crashed.close();
  });

  it('closes while another process writes', async () => {
    const store = await ENTRY_STORES.sqlite.open(context);
    for (let number = 0; number < 20; number++) await store.save(aRecord({ question: `q ${number}` }));
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    await store.close();
    const database = await context.sqlite();
    expect(() => database.prepare('SELECT 1')).toThrow(/not open/);
    other.close();
  });

  it('sets a file aside whose damage shows while the vectors are read, and starts with an empty one', async () => {
    const stores = await openStores(context);
    for (let number = 0; number < 500; number++) await stores.vectors.add(point(number));
    await stores.close();
    expect(journalSize()).toBe(0);
    tearVectors(file);

    const again = await openStores(context);
    expect(context.signals.states).toEqual(['sqlite:down', 'sqlite:up']);
    expect(readdirSync(context.folder).some((name) => name.includes('.broken-'))).toBe(true);
    expect(existsSync(file)).toBe(true);
    const record = aRecord({ createdAt: context.clock.now() });
    await again.entries.save(record);
    expect((await again.entries.find(record.entry.key)).body).toBe(record.body);
    const one = point(1);
    await again.vectors.add(one);
    expect(await again.vectors.nearest({ ...one, now: context.clock.now(), limit: 4 })).toHaveLength(1);
    await again.close();
  });

  it('sets a file aside when it is closed, if its damage showed while it was written', async () => {
    const stores = await openStores(context);
    for (let number = 0; number < 500; number++) await stores.vectors.add(point(number));
    const database = await context.sqlite();
    database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
    tearVectors(file);
    const all = Array.from({ length: 500 }, (_, number) => point(number));
    await expect(stores.vectors.remove(all)).rejects.toThrow(/malformed/);
    await stores.close();
    expect(existsSync(file)).toBe(false);
    expect(context.signals.states).toEqual(['sqlite:down', 'sqlite:up']);
  });

  it('leaves the new file alone that another process put in the place of a damaged one', async () => {
    const mine = (await SqliteDatabase.open(context.folder, context.signals)).acquire();
    renameSync(file, `${file}.away`);
    const theirs = (await SqliteDatabase.open(context.folder, context.signals)).acquire();
    mine.noteDamage(new UnusableFile('The database file is damaged.'));
    await mine.release();
    expect(existsSync(file)).toBe(true);
    await theirs.release();
  });
});

/** @returns what each process has to say, once all are ready and told to open the file. */
async function startTogether(count: number, file: string): Promise<Promise<string>[]> {
  const processes = Array.from({ length: count }, () =>
    spawn(process.execPath, ['-e', PROCESS, BUILT, file], { stdio: ['pipe', 'pipe', 'inherit'] }),
  );
  await Promise.all(processes.map(({ stdout }) => once(stdout, 'data')));
  processes.forEach(({ stdin }) => stdin.write('open'));
  return processes.map(async ({ stdout }) => {
    const [said] = (await once(stdout, 'data')) as [Buffer];
    return said.toString().trim();
  });
}

/** Overwrites the page of a vector from the middle of the table with garbage. */
function tearVectors(file: string): void {
  const database = new DatabaseSync(file);
  const { key } = database.prepare('SELECT key FROM vector ORDER BY id LIMIT 1 OFFSET 250').get() as {
    key: string;
  };
  database.close();
  const content = readFileSync(file);
  const descriptor = openSync(file, 'r+');
  for (let at = content.indexOf(key); at >= 0; at = content.indexOf(key, at + 1)) {
    const page = Math.floor(at / 4_096) * 4_096;
    writeSync(descriptor, Buffer.alloc(4_096, 0xa5), 0, 4_096, page);
  }
  closeSync(descriptor);
}
