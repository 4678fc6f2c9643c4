import { questionDigest } from '../question-digest.js';
import { join } from 'node:path';
import { anEntry, aRecord } from '@app/core/testing';
import type { AnswerEntry, CacheKey, Entry } from '@app/core';
import { fillDirectly } from '../../../testing/fill-directly.js';
import { testContext, type TestContext } from '../../../testing/open.js';
import type { CacheEnv } from '../../cache.env.js';
import type { EntryStore } from '../../ports/entry-store.port.js';
import type { VectorIndex } from '../../ports/vector-index.port.js';
import { ENTRY_STORES, VECTOR_INDEXES } from '../stores.table.js';

describe('housekeeping in the SQLite file', () => {
  let context: TestContext;
  let entries: EntryStore;
  let vectors: VectorIndex;
  const start = async (settings: Partial<CacheEnv> = {}, from = testContext(settings)) => {
    context = from;
    entries = await ENTRY_STORES.sqlite.open(context);
    vectors = await VECTOR_INDEXES.sqlite.open(context);
  };
  const close = async () => {
    await vectors.close();
    await entries.close();
  };
  afterEach(async () => {
    await close();
    context.dispose();
  });

  const record = (parts: Partial<AnswerEntry>) => aRecord({ createdAt: context.clock.now(), ...parts });
  const pointTo = ({ key, id: entryId, tenant, scope, epochs }: Entry) => ({
    ...{ key, entryId, tenant, scope, epochs },
    keepUntil: context.clock.now() + 1_000,
    vector: Float32Array.of(1, 0, 0, 0),
  });
  const remember = async (parts: Partial<AnswerEntry>) => {
    const one = record(parts);
    await entries.save(one);
    await vectors.add(pointTo(one.entry));
    return one.entry;
  };
  const rows = async (table: string) => {
    const { count } = (await context.sqlite()).prepare(`SELECT count(*) AS count FROM ${table}`).get() as {
      count: number;
    };
    return count;
  };

  it('holds up no save, and is finished before the file is closed', async () => {
    await start({ MAX_ENTRIES: 1 });
    let release!: () => void;
    const asked = new Promise<void>((tell) => {
      entries.evictions.before = () => {
        tell();
        return new Promise((resolve) => (release = resolve));
      };
    });
    for (const question of ['one', 'two']) await entries.save(record({ question }));
    await asked;
    const closing = entries.close();
    expect(await rows('entry')).toBe(2);
    release();
    await closing;
    expect(await rows('entry')).toBe(1);
  });

  it('fails no save when it fails itself', async () => {
    await start({ MAX_ENTRIES: 1 });
    entries.evictions.before = () => Promise.reject(new Error('not now'));
    for (const question of ['one', 'two', 'three']) await entries.save(record({ question }));
    await entries.close();
    expect(await rows('entry')).toBe(3);
  });

  it('lets the vector go with its entry, for every process on the file', async () => {
    await start();
    const other = context.another();
    const theirs = await VECTOR_INDEXES.sqlite.open(other);
    const stays = await remember({ question: 'stays' });
    const purged = await remember({ question: 'purged' });
    await remember({ question: 'replaced' });
    const query = { ...pointTo(stays), now: context.clock.now(), limit: 4 };
    expect(await theirs.nearest(query)).toHaveLength(3);
    await entries.remove({ tenant: 'acme', id: purged.id });
    await entries.save(record({ question: 'replaced' }));
    expect((await theirs.nearest(query)).map(({ key }) => key)).toEqual([stays.key]);
    expect(await rows('vector')).toBe(1);
    await theirs.close();
  });

  it('lets a scope go with its last vector', async () => {
    await start();
    const [one, other] = [await remember({ question: 'one' }), await remember({ question: 'other' })];
    await remember({ question: 'one', model: 'another' });
    expect(await rows('scope')).toBe(2);
    await vectors.remove([pointTo(one)]);
    expect(await rows('scope')).toBe(2);
    await vectors.remove([pointTo(other)]);
    expect(await rows('scope')).toBe(1);
    await vectors.add(pointTo(one));
    expect(await rows('scope')).toBe(2);
  });

  it('lets other work have its turn during a large purge with vectors, after a clean stop with two of them', async () => {
    await start();
    for (const question of ['one', 'two']) await remember({ question });
    await close();
    fillDirectly(join(context.folder, 'ragcache.db'), 6_000);
    await start({}, context.another());
    let removed: unknown[] = [];
    const turns = await turnsDuring(async () => {
      removed = await entries.remove({ tenant: 'acme', namespace: 'docs', tags: ['tag'] });
    });
    expect(removed).toHaveLength(6_000);
    expect(await rows('vector')).toBe(2);
    // With a scan of the vectors for each row it doesn't end before this test is given up.
    expect(turns).toBeGreaterThanOrEqual(20);
  });

  it('counts entries and bytes as they come and go, whoever writes', async () => {
    await start();
    const other = context.another();
    const theirs = await ENTRY_STORES.sqlite.open(other);
    for (const question of ['one', 'two', 'three']) await entries.save(record({ question }));
    await theirs.save(record({ question: 'three' }));
    await theirs.save(record({ question: 'four', tenant: 'globex' }));
    await theirs.remove({ tenant: 'acme', question: questionDigest('one') });
    expect([entries.size(), theirs.size()]).toEqual([3, 3]);
    const { bytes } = (await context.sqlite())
      .prepare('SELECT sum(octet_length(body)) + 1024 * count(*) AS bytes FROM entry')
      .get() as { bytes: number };
    expect([entries.bytes(), theirs.bytes()]).toEqual([bytes, bytes]);
    await theirs.close();
  });

  it('lets other work have its turn while many hits are written down', async () => {
    await start();
    const counts = Array.from({ length: 20_000 }, (_, number) => ({
      ...{ key: `${number}` as CacheKey, hits: 1, accessedAt: 1 },
    }));
    expect(await turnsDuring(() => entries.recordHits(counts))).toBeGreaterThanOrEqual(5);
  });

  it('lets other work have its turn while it comes down to a lower cap, and follows that elsewhere', async () => {
    await start();
    for (let number = 0; number < 1_200; number++)
      await vectors.add(pointTo(anEntry({ question: `${number}` })));
    const theirs = vectors;
    await entries.close();
    await start({}, { ...context.another(), ...lowCap(context) });
    const newest = pointTo(anEntry({ question: 'newest' }));
    await vectors.add(newest);
    expect(await rows('vector')).toBeGreaterThan(1_000);
    expect(await turnsDuring(() => vectors.close())).toBeGreaterThanOrEqual(2);
    expect(await rows('vector')).toBe(110);
    const query = { ...newest, now: context.clock.now(), limit: 2_000 };
    expect(await theirs.nearest(query)).toHaveLength(110);
    await theirs.close();
  });
});

function lowCap({ environment }: TestContext): Pick<TestContext, 'environment'> {
  return { environment: { ...environment, MAX_ENTRIES: 100 } };
}

async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let done = false;
  const count = () => {
    turns++;
    if (!done) setImmediate(count);
  };
  setImmediate(count);
  await work();
  done = true;
  return turns;
}
