import { aRecord, anEntry, ManualClock, RecordingSignals } from '@app/core/testing';
import { MemoryEntryStore } from '../adapters/memory/memory.entry-store.js';
import { SqliteDatabase } from '../adapters/sqlite/sqlite.database.js';
import { SqliteSourceRegistry } from '../adapters/sqlite/sqlite.source-registry.js';
import { testContext, type TestContext } from '../../testing/open.js';
import { NoVectors } from '../../testing/purge-model/no.vectors.js';
import { HouseKeeping } from './house-keeping.js';

const TAGGED = { tags: ['faq'] };

describe('HouseKeeping over stores', () => {
  let context: TestContext;
  let registry: SqliteSourceRegistry;
  let entries: MemoryEntryStore;
  let vectors: NoVectors;
  let signals: RecordingSignals;
  let houseKeeping: HouseKeeping;
  beforeEach(async () => {
    context = testContext({}, new ManualClock(Date.now()));
    const database = await SqliteDatabase.open(context.folder, context.signals);
    registry = new SqliteSourceRegistry(database, context.clock);
    entries = new MemoryEntryStore({ entries: 1_000, bytes: 2 ** 30 }, context.clock);
    vectors = new NoVectors();
    signals = new RecordingSignals();
    houseKeeping = new HouseKeeping({ entries, vectors, purges: registry.purges, signals });
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await registry.close();
    context.dispose();
  });

  const purge = (named = TAGGED) => registry.purges.add('acme', 'key', named);
  const progress = ({ number }: { number: number }) => registry.purges.find('acme', number);
  const save = (question: string, parts = {}) => entries.save(aRecord({ question, ...TAGGED, ...parts }));
  const unfinished = async () => (await registry.purges.unfinished()).map(({ number }) => number);

  it('deletes what the purge named, with its vectors, and notes that it is done', async () => {
    await Promise.all(['one', 'two', 'three'].map((question) => save(question)));
    await save('untagged', { tags: [] });
    const removed = jest.spyOn(vectors, 'remove');
    const fact = await purge();
    expect(await houseKeeping.run('acme', fact)).toEqual({ found: 3, isDone: true });
    expect(await progress(fact)).toMatchObject({ found: 3, isDone: true });
    expect(await entries.countByNamespace('acme')).toEqual({ default: 1 });
    expect(removed.mock.calls.flatMap(([points]: unknown[]) => points)).toHaveLength(3);
    expect(await unfinished()).toEqual([]);
  });

  it('counts answers that the purge kept from being written, and those among them once that were written all the same', async () => {
    const written = aRecord({ question: 'written', ...TAGGED });
    await entries.save(written);
    const dropped = [written.entry.id, anEntry({ question: 'unwritten' }).id];
    const fact = await purge();
    expect(await houseKeeping.run('acme', fact, dropped)).toEqual({ found: 2, isDone: true });
    expect(await progress(fact)).toMatchObject({ found: 2, isDone: true });
  });

  it('leaves what is younger than the purge, and what other tenants have', async () => {
    const fact = await purge();
    await save('younger', { birth: fact.number });
    await save('rival', { tenant: 'rival' });
    expect(await houseKeeping.run('acme', fact)).toEqual({ found: 0, isDone: true });
    expect(entries.size()).toBe(2);
  });

  it('tells how far it is while it goes on', async () => {
    await save('one');
    const fact = await purge();
    const noted = jest.spyOn(registry.purges, 'noteProgress');
    await houseKeeping.run('acme', fact);
    expect(noted.mock.calls.map(([, , step]) => step)).toEqual([
      { found: 1, isDone: false },
      { found: 0, isDone: true },
    ]);
  });

  it('does it once when it is asked to twice', async () => {
    const fact = await purge();
    const removed = jest.spyOn(entries, 'remove');
    await Promise.all([houseKeeping.run('acme', fact), houseKeeping.run('acme', fact)]);
    expect(removed).toHaveBeenCalledTimes(1);
  });

  it('survives an index that fails: a vector that leads nowhere is dropped when it is met', async () => {
    await save('one');
    jest.spyOn(vectors, 'remove').mockRejectedValue(new Error('gone'));
    expect(await houseKeeping.run('acme', await purge())).toEqual({ found: 1, isDone: true });
    expect(signals.counted).toEqual(['fail_open:vectors.remove']);
  });

  describe('that was interrupted', () => {
    const MINUTE = 60_000;
    let fact: Awaited<ReturnType<typeof purge>>;
    beforeEach(async () => {
      await save('one');
      fact = await purge();
      const { keepUntil } = aRecord().entry;
      expect(keepUntil).toBeGreaterThan(context.clock.now() + 2 * MINUTE);
      jest.spyOn(entries, 'remove').mockRejectedValueOnce(new Error('gone'));
      await expect(houseKeeping.run('acme', fact)).rejects.toThrow('gone');
    });

    it('is taken up by another process after a minute, and not before', async () => {
      expect(await unfinished()).toEqual([fact.number]);
      const other = new HouseKeeping({ entries, vectors, purges: registry.purges, signals });
      await other.resume(context.clock.now() - MINUTE);
      expect(await progress(fact)).toMatchObject({ isDone: false });
      context.clock.advance(MINUTE);
      await other.resume(context.clock.now() - MINUTE);
      expect(await progress(fact)).toMatchObject({ found: 1, isDone: true });
      expect(await unfinished()).toEqual([]);
    });

    it('stays open when it fails once more, and those behind it too', async () => {
      await purge({ tags: ['other'] });
      context.clock.advance(MINUTE);
      jest.spyOn(entries, 'remove').mockRejectedValueOnce(new Error('gone'));
      await expect(houseKeeping.resume(context.clock.now() - MINUTE)).rejects.toThrow('gone');
      expect(await unfinished()).toHaveLength(2);
      await houseKeeping.resume(context.clock.now() - MINUTE);
      expect(await unfinished()).toEqual([]);
    });

    it('is given up after a day, when what it is behind has mostly expired', async () => {
      context.clock.advance(24 * 60 * MINUTE);
      expect(await unfinished()).toEqual([]);
    });
  });

  it('is settled when nothing is under way, however it ended', async () => {
    jest.spyOn(entries, 'remove').mockRejectedValueOnce(new Error('gone'));
    void houseKeeping.run('acme', await purge()).catch(() => undefined);
    await houseKeeping.stop();
    await houseKeeping.stop();
  });
});
