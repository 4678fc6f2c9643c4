import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  renameSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { DatabaseSync } from '@photostructure/sqlite';
import { anEntry, aRecord, ManualClock } from '@app/core/testing';
import { testContext, type TestContext } from '../../../testing/open.js';
import { ENTRY_STORES, SOURCE_REGISTRIES, VECTOR_INDEXES } from '../stores.table.js';
import type { VectorPoint } from '../../ports/vector-index.port.js';

const FILE = 'ragcache.db';

describe('the SQLite file', () => {
  let context: TestContext;
  const parts: { close(): Promise<void> }[] = [];
  const opened = async <Part extends { close(): Promise<void> }>(part: Promise<Part>): Promise<Part> => {
    parts.push(await part);
    return part;
  };
  const point = (question: string, vector: number[] = [1, 0, 0, 0]): VectorPoint => {
    const { key, id, tenant, scope, epochs } = anEntry({ question });
    return {
      key,
      entryId: id,
      tenant,
      scope,
      epochs,
      keepUntil: context.clock.now() + 1e9,
      vector: Float32Array.from(vector),
    };
  };
  const queryFor = ({ tenant, scope, epochs, vector }: VectorPoint) => ({
    tenant,
    scope,
    epochs,
    vector,
    now: context.clock.now(),
    limit: 4,
  });

  beforeEach(() => (context = testContext()));
  afterEach(async () => {
    for (const part of parts.splice(0)) await part.close();
    context.dispose();
  });

  it('puts the calls of all its processes in one order, whatever their clocks say', async () => {
    const ahead = { ...context.another(), clock: new ManualClock(context.clock.now() + 7_200_000) };
    const registries = [
      await opened(SOURCE_REGISTRIES.sqlite.open(ahead)),
      await opened(SOURCE_REGISTRIES.sqlite.open(context)),
    ];
    const orders = [];
    for (const at of [0, 1, 0, 1]) orders.push(await registries[at]!.order('acme'));
    expect(orders).toEqual([...new Set(orders)].sort((one, other) => one - other));
  });

  it('belongs to its owner alone', async () => {
    const store = await opened(ENTRY_STORES.sqlite.open(context));
    await store.save(aRecord());
    const modes = readdirSync(context.folder).map(
      (name) => statSync(join(context.folder, name)).mode & 0o777,
    );
    expect(modes).toHaveLength(3);
    expect(new Set(modes)).toEqual(new Set([0o600]));
  });

  it('is on disk when a purge is said to be safe, and says when it could not be', async () => {
    const { purges } = await opened(SOURCE_REGISTRIES.sqlite.open(context));
    await purges.add('acme', 'key', { tags: ['faq'] });
    expect(await purges.isDurable()).toBe(true);
    renameSync(join(context.folder, `${FILE}-wal`), join(context.folder, 'gone'));
    await expect(purges.isDurable()).rejects.toThrow('ENOENT');
    renameSync(join(context.folder, 'gone'), join(context.folder, `${FILE}-wal`));
  });

  it('gives freed pages back and writes ahead', async () => {
    const database = await context.sqlite();
    await opened(ENTRY_STORES.sqlite.open(context));
    expect(database.prepare('PRAGMA auto_vacuum').get()).toEqual({ auto_vacuum: 2 });
    expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    // A thread of the journal's waits for the disk instead.
    expect(database.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 0 });
  });

  it('keeps entries, vectors and epochs over a restart', async () => {
    const record = aRecord({ createdAt: context.clock.now() });
    const one = point('a');
    const [entries, vectors, registry] = [
      await ENTRY_STORES.sqlite.open(context),
      await VECTOR_INDEXES.sqlite.open(context),
      await SOURCE_REGISTRIES.sqlite.open(context),
    ];
    await entries.save(record);
    await vectors.add(one);
    const state = await registry.read({ tenant: 'acme', namespace: 'docs' });
    for (const part of [entries, vectors, registry]) await part.close();
    const again = context.another();
    expect((await (await opened(ENTRY_STORES.sqlite.open(again))).find(record.entry.key)).body).toBe(
      record.body,
    );
    expect(await (await opened(VECTOR_INDEXES.sqlite.open(again))).nearest(queryFor(one))).toHaveLength(1);
    expect(
      await (await opened(SOURCE_REGISTRIES.sqlite.open(again))).read({ tenant: 'acme', namespace: 'docs' }),
    ).toEqual(state);
  });

  it('is followed by other processes: entries, vectors, replaced and removed vectors, raised epochs', async () => {
    const other = context.another();
    const [mine, theirs] = [
      await opened(ENTRY_STORES.sqlite.open(context)),
      await opened(ENTRY_STORES.sqlite.open(other)),
    ];
    const [index, otherIndex] = [
      await opened(VECTOR_INDEXES.sqlite.open(context)),
      await opened(VECTOR_INDEXES.sqlite.open(other)),
    ];
    const [registry, otherRegistry] = [
      await opened(SOURCE_REGISTRIES.sqlite.open(context)),
      await opened(SOURCE_REGISTRIES.sqlite.open(other)),
    ];
    const record = aRecord({ createdAt: context.clock.now() });
    await mine.save(record);
    expect((await theirs.find(record.entry.key)).body).toBe(record.body);

    const [older, newer] = [point('a'), point('a', [0, 1, 0, 0])];
    await index.add(older);
    expect((await otherIndex.nearest(queryFor(older))).map(({ entryId }) => entryId)).toEqual([
      older.entryId,
    ]);
    await otherIndex.add(newer);
    expect((await index.nearest(queryFor(newer))).map(({ entryId }) => entryId)).toEqual([newer.entryId]);
    await index.remove([newer]);
    expect(await otherIndex.nearest(queryFor(newer))).toEqual([]);

    await registry.read({ tenant: 'acme', namespace: 'docs' });
    const { number: raised } = await otherRegistry.purges.add('acme', 'test', {});
    expect((await registry.read({ tenant: 'acme', namespace: 'docs' })).epochs.tenant).toBe(raised);
  });

  it('is read anew by a process that is further behind than removals are noted', async () => {
    const other = context.another();
    const [index, otherIndex] = [
      await opened(VECTOR_INDEXES.sqlite.open(context)),
      await opened(VECTOR_INDEXES.sqlite.open(other)),
    ];
    const [gone, stays] = [point('a'), point('b')];
    await index.add(gone);
    await index.add(stays);
    expect(await otherIndex.nearest(queryFor(gone))).toHaveLength(2);
    await index.remove([gone]);
    const database = await context.sqlite();
    await database.write(() => database.prepare('DELETE FROM vector_gone').run());
    expect((await otherIndex.nearest(queryFor(gone))).map(({ key }) => key)).toEqual([stays.key]);
  });

  it('shows vectors of one embedding model only to that model', async () => {
    const index = await opened(VECTOR_INDEXES.sqlite.open(context));
    const one = point('a');
    await index.add(one);
    const newModel = { ...context, space: { ...context.space, model: 'newer-model' } };
    const newIndex = await opened(VECTOR_INDEXES.sqlite.open(newModel));
    expect(await newIndex.nearest(queryFor(one))).toEqual([]);
    expect(await index.nearest(queryFor(one))).toHaveLength(1);
  });

  it.each([
    ['garbage', 'this is not a database, '.repeat(200)],
    ['of another schema', undefined],
  ])('is set aside with its journals when it is %s, and replaced by an empty one', async (_, content) => {
    const file = join(context.folder, FILE);
    if (content) writeFileSync(file, content);
    else otherSchema(file);
    writeFileSync(`${file}-shm`, 'left over');
    const store = await opened(ENTRY_STORES.sqlite.open(context));
    const record = aRecord({ createdAt: context.clock.now() });
    await store.save(record);
    expect((await store.find(record.entry.key)).body).toBe(record.body);
    const aside = readdirSync(context.folder).filter((name) => name.includes('.broken-'));
    expect(aside.some((name) => name.endsWith('-shm'))).toBe(true);
    expect(context.signals.states).toEqual(['sqlite:down', 'sqlite:up']);
    expect(existsSync(file)).toBe(true);
  });

  it('is checked after a crash: a torn page is found before anything is served from it', async () => {
    const store = await ENTRY_STORES.sqlite.open(context);
    for (let number = 0; number < 200; number++) await store.save(aRecord({ question: `q ${number}` }));
    await store.close();
    const file = join(context.folder, FILE);
    const crashed = new DatabaseSync(file);
    crashed.exec("INSERT INTO stat VALUES ('acme', 'docs', '2026-01-01', 1, 1, 1, 1, 1, 1)");
    tear(file);
    const again = context.another();
    await opened(ENTRY_STORES.sqlite.open(again));
    expect(again.signals.states).toEqual(['sqlite:down', 'sqlite:up']);
    crashed.close();
  });

  it('waits for another process that writes, without blocking the event loop', async () => {
    const store = await opened(ENTRY_STORES.sqlite.open(context));
    const writer = new DatabaseSync(join(context.folder, FILE));
    writer.exec('BEGIN IMMEDIATE');
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const record = aRecord({ createdAt: context.clock.now() });
    const saving = store.save(record);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await store.find(record.entry.key)).body).toBeUndefined();
    delay.disable();
    writer.exec('COMMIT');
    writer.close();
    await saving;
    expect((await store.find(record.entry.key)).body).toBe(record.body);
    expect(delay.max / 1e6).toBeLessThan(100);
  });

  it('waits for a locked file since the write was asked for, not since its turn came', async () => {
    const database = (await context.sqlite()).acquire();
    const writer = new DatabaseSync(join(context.folder, FILE));
    writer.exec('BEGIN IMMEDIATE');
    const time = jest.spyOn(performance, 'now').mockReturnValue(0);
    const writes = Promise.allSettled([1, 2, 3].map(() => database.write(() => undefined)));
    time.mockReturnValue(5_001);
    const ended = await Promise.race([writes, new Promise((resolve) => setTimeout(resolve, 1_000))]);
    time.mockRestore();
    writer.exec('COMMIT');
    writer.close();
    await writes;
    await database.release();
    expect(ended).toMatchObject(Array(3).fill({ status: 'rejected' }));
  });

  it('finishes accepted writes before it closes', async () => {
    const store = await ENTRY_STORES.sqlite.open(context);
    const record = aRecord({ createdAt: context.clock.now() });
    const saving = store.save(record);
    await Promise.all([saving, store.close()]);
    const again = await opened(ENTRY_STORES.sqlite.open(context.another()));
    expect((await again.find(record.entry.key)).body).toBe(record.body);
  });
});

function otherSchema(file: string): void {
  const database = new DatabaseSync(file);
  database.exec('CREATE TABLE something (x); PRAGMA user_version = 99');
  database.close();
}

/** Writes garbage over two pages in the middle. */
function tear(file: string): void {
  const { size } = statSync(file);
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, Buffer.alloc(8_192, 0xa5), 0, 8_192, Math.floor(size / 2 / 4_096) * 4_096);
  closeSync(descriptor);
}
