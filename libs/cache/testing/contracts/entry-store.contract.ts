import { canonicalKeyOf, type AnswerEntry, type EntryId, type EntryRecord } from '@app/core';
import { anEntry, aRecord } from '@app/core/testing';
import { questionDigest } from '../../src/adapters/question-digest.js';
import type { EntryFilter, EntryStore, RemovedEntry } from '../../src/ports/entry-store.port.js';
import { eventually } from '../eventually.js';
import { testContext, type TestContext } from '../open.js';
import type { CappedStoreTraits } from './store-traits.js';
import type { CacheEnv } from '../../src/cache.env.js';

/** The contract of `EntryStore`, as a suite. @param open opens a new, empty store. */
export function describeEntryStore(
  name: string,
  open: (context: TestContext) => Promise<EntryStore>,
  { settings: base, isCapped = true }: CappedStoreTraits = {},
): void {
  describe(`${name} entry store`, () => {
    let context: TestContext;
    let store: EntryStore;
    const start = async (settings: Partial<CacheEnv> = {}) => {
      context = testContext({ ...base, ...settings });
      store = await open(context);
    };
    const record = (parts: Partial<AnswerEntry> = {}, canonical?: string) => {
      const createdAt = context.clock.now();
      const { scope } = anEntry(parts);
      return aRecord(
        { createdAt, ...parts },
        canonical === undefined ? undefined : canonicalKeyOf(scope, canonical),
      );
    };
    const saved = async (parts: Partial<AnswerEntry> = {}, canonical?: string) => {
      const one = record(parts, canonical);
      await store.save(one);
      return one;
    };
    const questions = async () => {
      const asked = ['one', 'two', 'three', 'four', 'five'];
      const found = await Promise.all(asked.map((question) => store.find(record({ question }).entry.key)));
      return asked.filter((_, index) => found[index]!.body);
    };

    beforeEach(() => start());
    afterEach(async () => {
      await store.close();
      context.dispose();
    });

    it('finds nothing where nothing is', async () => {
      const { entry } = record();
      expect(await store.find(entry.key, canonicalKeyOf(entry.scope, 'x'))).toEqual({
        body: undefined,
        pointer: undefined,
      });
      expect(await store.findById('acme', entry.id)).toBeUndefined();
    });

    it('gives a saved body back unchanged, by key and by id', async () => {
      const { entry, body } = await saved({ question: 'Ümläut, emoji 🙂, "quotes"' });
      expect(await store.find(entry.key)).toEqual({ body });
      expect(await store.findById('acme', entry.id)).toEqual({ body, hits: 0 });
    });

    it('shows another tenant no entry by id', async () => {
      const { entry } = await saved();
      expect(await store.findById('rival', entry.id)).toBeUndefined();
    });

    it('leads from a canonical key to the key that was saved with it last', async () => {
      const older = await saved({ question: 'one' }, 'same');
      expect((await store.find(older.entry.key, older.canonicalKey)).pointer).toBe(older.entry.key);
      const newer = await saved({ question: 'two' }, 'same');
      expect((await store.find(older.entry.key, older.canonicalKey)).pointer).toBe(newer.entry.key);
    });

    it('leads from a canonical key to the answer that was asked for later, whichever comes last', async () => {
      const newer = await saved({ question: 'two', order: 2 }, 'same');
      await saved({ question: 'one', order: 1 }, 'same');
      expect((await store.find(newer.entry.key, newer.canonicalKey)).pointer).toBe(newer.entry.key);
    });

    it('replaces what was under a key: the old id is gone', async () => {
      const older = await saved({ question: 'one' });
      const newer = await saved({ question: 'one' });
      expect((await store.find(older.entry.key)).body).toBe(newer.body);
      expect(await store.findById('acme', older.entry.id)).toBeUndefined();
      expect(await store.countByNamespace('acme')).toEqual({ default: 1 });
    });

    it('keeps the answer that was asked for later, whichever comes last', async () => {
      const [older, newer] = [record({ order: 1 }), record({ order: 2 })];
      expect(await store.save(newer)).toBe(true);
      expect(await store.save(older)).toBe(false);
      expect((await store.find(newer.entry.key)).body).toBe(newer.body);
      const same = record({ order: 2 });
      expect(await store.save(same)).toBe(true);
      expect((await store.find(newer.entry.key)).body).toBe(same.body);
    });

    it('removes only what was born before a purge', async () => {
      const [old, young] = [
        await saved({ question: 'one', birth: 4 }),
        await saved({ question: 'two', birth: 5 }),
      ];
      const told: RemovedEntry[] = [];
      const removed = await store.remove(
        { tenant: 'acme', bornBefore: 5 },
        (slice) => void told.push(...slice),
      );
      expect([removed, told]).toEqual(Array(2).fill([{ key: old.entry.key, id: old.entry.id }]));
      expect((await store.find(young.entry.key)).body).toBe(young.body);
    });

    it('says whose an entry is, whoever asks', async () => {
      const { entry } = await saved();
      expect(await store.ownerOf(entry.id)).toBe('acme');
      expect(await store.ownerOf('nothing' as EntryId)).toBeUndefined();
    });

    it('forgets entries and pointers when they are past keepUntil', async () => {
      const { entry, canonicalKey } = await saved({ keepUntil: context.clock.now() + 1_000 }, 'c');
      context.clock.advance(999);
      expect((await store.find(entry.key, canonicalKey)).pointer).toBe(entry.key);
      context.clock.advance(1);
      expect(await store.find(entry.key, canonicalKey)).toEqual({ body: undefined, pointer: undefined });
      expect(await store.findById('acme', entry.id)).toBeUndefined();
      expect(await store.countByNamespace('acme')).toEqual({});
    });

    it.each<[string, Omit<EntryFilter, 'tenant'>, string[]]>([
      ['the whole tenant', {}, []],
      ['a namespace', { namespace: 'docs' }, ['one', 'two', 'three', 'four']],
      ['a model', { model: 'other-model' }, ['one', 'two', 'three', 'five']],
      ['a question', { question: questionDigest('two') }, ['one', 'three', 'four', 'five']],
      ['a writer', { writer: 'key-2' }, ['one', 'two', 'four', 'five']],
      ['any of several tags', { tags: ['a', 'b'] }, ['three', 'four', 'five']],
      [
        'tags and model together',
        { tags: ['a'], model: 'other-model' },
        ['one', 'two', 'three', 'four', 'five'],
      ],
      ['an id that is not there', { id: 'nothing' as EntryId }, ['one', 'two', 'three', 'four', 'five']],
    ])('removes what a filter names: %s', async (_, filter, left) => {
      await saved({ question: 'one', tags: ['a', 'c'] });
      await saved({ question: 'two', tags: ['b'] });
      await saved({ question: 'three', tags: ['c'], writer: 'key-2' });
      await saved({ question: 'four', model: 'other-model', key: record({ question: 'four' }).entry.key });
      await saved({ question: 'five', namespace: 'docs', key: record({ question: 'five' }).entry.key });
      const rival = await saved({ tenant: 'rival', question: 'one', tags: ['a'] });
      const removed = await store.remove({ tenant: 'acme', ...filter });
      expect(removed).toHaveLength(5 - left.length);
      expect(await questions()).toEqual(left);
      expect((await store.find(rival.entry.key)).body).toBe(rival.body);
    });

    it('says which entries it removed', async () => {
      const { entry } = await saved();
      expect(await store.remove({ tenant: 'rival', id: entry.id })).toEqual([]);
      expect(await store.remove({ tenant: 'acme', id: entry.id })).toEqual([
        { key: entry.key, id: entry.id },
      ]);
    });

    it('removes several hundred at once', async () => {
      for (let number = 0; number < 350; number++)
        await store.save(record({ question: `question ${number}` }));
      expect(await store.remove({ tenant: 'acme' })).toHaveLength(350);
      expect(await store.countByNamespace('acme')).toEqual({});
    });

    it('removes everything that was there, while others are saved and more than one page is removed', async () => {
      const there = Array.from({ length: 400 }, (_, number) =>
        record({ question: `there ${number}`, tags: ['a'] }),
      );
      for (const one of there) await store.save(one);
      const removing = store.remove({ tenant: 'acme', tags: ['a'] });
      for (let number = 0; number < 100; number++)
        await saved({ question: `new ${number}`, tags: [number % 2 ? 'a' : 'b'] });
      const removed = new Set((await removing).map(({ id }) => id));
      const left = there.filter(({ entry }) => !removed.has(entry.id));
      expect(left).toEqual([]);
      for (const { entry } of there) expect((await store.find(entry.key)).body).toBeUndefined();
      expect(await store.countByNamespace('acme')).toEqual({ default: expect.any(Number) });
    });

    it('finds the few that a filter names among many that it does not', async () => {
      for (let number = 0; number < 300; number++)
        await saved({ question: `q ${number}`, model: number % 100 ? 'common' : 'rare', tags: ['a'] });
      const named = { tenant: 'acme', model: 'rare' };
      expect(await store.remove({ ...named, tags: ['a', 'b'] })).toHaveLength(3);
      expect(await store.remove(named)).toEqual([]);
      expect(await store.countByNamespace('acme')).toEqual({ default: 297 });
    });

    it('adds up hits, and never brings an entry back by them', async () => {
      const { entry } = await saved();
      const hit = { key: entry.key, hits: 2, accessedAt: context.clock.now() };
      await store.recordHits([hit]);
      await store.recordHits([hit]);
      expect(await store.findById('acme', entry.id)).toMatchObject({ hits: 4 });
      await store.remove({ tenant: 'acme' });
      await store.recordHits([hit]);
      expect((await store.find(entry.key)).body).toBeUndefined();
    });

    it('says how many entries of all tenants it holds, if it says so at all', async () => {
      for (const tenant of ['acme', 'globex']) await saved({ tenant });
      expect([2, undefined]).toContain(store.size());
    });

    it('counts live entries of one tenant by namespace', async () => {
      await saved({ question: 'one' });
      await saved({ question: 'two', namespace: 'docs' });
      await saved({ question: 'three', namespace: 'docs' });
      await saved({ question: 'four', tenant: 'rival' });
      expect(await store.countByNamespace('acme')).toEqual({ default: 1, docs: 2 });
    });

    it('counts in namespaces that are called like a property of every object', async () => {
      for (const namespace of ['constructor', '__proto__']) await saved({ namespace });
      const counted = Object.entries(await store.countByNamespace('acme'));
      expect(new Map(counted)).toEqual(
        new Map([
          ['constructor', 1],
          ['__proto__', 1],
        ]),
      );
    });

    const itWhenCapped = isCapped ? it : it.skip;
    itWhenCapped('keeps to its cap: expired entries go first, then the least recently used', async () => {
      await store.close();
      context.dispose();
      await start({ MAX_ENTRIES: 3 });
      const used = await saved({ question: 'one' });
      await saved({ question: 'two', keepUntil: context.clock.now() + 10 });
      context.clock.advance(100);
      await saved({ question: 'three' });
      await store.recordHits([{ key: used.entry.key, hits: 1, accessedAt: context.clock.now() + 50 }]);
      await saved({ question: 'four' });
      await eventually(async () => expect(await questions()).toEqual(['one', 'three', 'four']));
      context.clock.advance(100);
      await saved({ question: 'five' });
      await eventually(async () => expect(await questions()).toEqual(['one', 'four', 'five']));
    });

    itWhenCapped(
      'keeps to its bytes: the least recently used go, and what is too large is not kept',
      async () => {
        await store.close();
        context.dispose();
        await start({ MAX_BYTES: 50_000 });
        const sized = async (question: string, bytes: number) => {
          const one = { ...record({ question }), body: 'ü'.repeat(bytes / 2) };
          await store.save(one);
          context.clock.advance(100);
          return one;
        };
        for (const question of ['one', 'two', 'three']) await sized(question, 15_000);
        expect(store.bytes()).toBeGreaterThan(45_000);
        await sized('four', 15_000);
        await eventually(async () => expect(await questions()).toEqual(['two', 'three', 'four']));
        await sized('two', 60_000);
        expect(await questions()).toEqual(['three', 'four']);
        expect(store.bytes()).toBeLessThan(35_000);
        await store.remove({ tenant: 'acme' });
        expect(store.bytes()).toBe(0);
      },
    );

    itWhenCapped('counts embeddings and their bytes, apart from answers', async () => {
      const embedding = { provider: 'openai', model: 'm', tokens: 1, vector: 'AAAA' } as const;
      await saved({ question: 'an answer' });
      expect(store.embeddings()).toEqual({ entries: 0, bytes: 0 });
      const question = 'an embedding';
      const { entry } = record({ question });
      const one = { ...record({ question }), entry: { ...entry, payload: { kind: 'embedding', embedding } } };
      await store.save(one as EntryRecord);
      await store.save(one as EntryRecord);
      const { entries, bytes } = store.embeddings()!;
      expect(entries).toBe(1);
      expect(bytes).toBeGreaterThan(one.body.length);
      expect(bytes).toBeLessThan(store.bytes()!);
      await store.remove({ tenant: 'acme', key: entry.key });
      expect(store.embeddings()).toEqual({ entries: 0, bytes: 0 });
    });

    it('answers pings until it is closed, and may be closed twice', async () => {
      await store.ping();
      await store.close();
      await store.close();
    });
  });
}
