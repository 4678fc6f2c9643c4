import { EntrySeal, keyOf, type CacheKey, type EmbeddedItem } from '@app/core';
import { anAnswer, memoryCache, rememberOptions, type MemoryCache } from '../../testing/memory.cache.js';
import type { CalledAsk } from '../tiers/ask.js';

const ITEM: EmbeddedItem = { provider: 'openai', model: 'm', tokens: 1, vector: 'AACAPw==' };

describe('EmbeddingReader', () => {
  let cache: MemoryCache;
  let called: CalledAsk;
  const asked = (key: CacheKey): CalledAsk => ({ ...called, key, question: null, canonicalKey: undefined });
  const keysOf = (count: number, prefix = 'item') =>
    Array.from({ length: count }, (_, at) => keyOf(called.scope, `${prefix} ${at}`));
  const store = (keys: readonly CacheKey[]) =>
    cache.writer.acceptEmbeddings(
      keys.map((key) => ({ embedding: ITEM, ask: asked(key) })),
      rememberOptions(),
    );

  beforeEach(async () => {
    cache = await memoryCache();
    called = await cache.knownAsk('all of them');
  });

  it('finds many at once, wherever they are at the moment', async () => {
    const keys = keysOf(300);
    store(keys.slice(0, 200));
    expect((await cache.embeddings.lookUp(called, keys)).entries.size).toBe(200);
    await cache.writer.drain();
    const { entries, state, isTooOld } = await cache.embeddings.lookUp(called, keys);
    expect([...entries.keys()]).toEqual(keys.slice(0, 200));
    expect(entries.get(keys[0]!)!.payload).toEqual({ kind: 'embedding', embedding: ITEM });
    expect([state, isTooOld]).toEqual([called.state, false]);
  });

  it('gives other requests their turn', async () => {
    let turns = 0;
    const count = () => void (turns++, timer.refresh());
    const timer = setTimeout(count, 0);
    const keys = keysOf(2_048);
    for (let from = 0; from < keys.length; from += 32) store(keys.slice(from, from + 32));
    await cache.writer.drain();
    turns = 0;
    expect((await cache.embeddings.lookUp(called, keys)).entries.size).toBe(2_048);
    clearTimeout(timer);
    expect(turns).toBeGreaterThan(3);
  });

  it('counts hits of each, and measures the time', async () => {
    const keys = keysOf(2);
    store(keys);
    await cache.writer.drain();
    await cache.embeddings.lookUp(called, keys);
    await cache.flusher.stop();
    const { entries } = await cache.embeddings.lookUp(called, keys);
    const found = await cache.stores.entries.findById('acme', entries.get(keys[0]!)!.id);
    expect(found?.hits).toBe(1);
    expect(called.timer.timings.exact).toBeGreaterThanOrEqual(0);
  });

  it('takes no answer for an embedding, and no embedding for an answer', async () => {
    const [key] = keysOf(1) as [CacheKey];
    store([key]);
    cache.writer.accept(anAnswer('Yes.'), called, rememberOptions());
    await cache.writer.drain();
    expect((await cache.embeddings.lookUp(called, [called.key])).entries.size).toBe(0);
    expect((await cache.reader.lookUp(asked(key))).hit).toBeUndefined();
    expect(cache.signals.counted.filter((one) => one === 'invalid_entry:schema')).toHaveLength(2);
  });

  it('takes none that was moved to another key, is of another tenant, or was changed', async () => {
    const [one, other] = keysOf(2) as [CacheKey, CacheKey];
    store([one]);
    await cache.writer.drain();
    const { entries } = cache.stores;
    const { body } = await entries.find(one);
    const unsealed = new EntrySeal().unseal(body!);
    if (!unsealed.ok) throw new Error('The entry can not be read.');
    await entries.save({ entry: { ...unsealed.entry, key: other }, body: body! });
    expect((await cache.embeddings.lookUp(called, [other])).entries.size).toBe(0);
    const rival = { ...called, tenant: 'rival' };
    expect((await cache.embeddings.lookUp(rival, [one])).entries.size).toBe(0);
    await entries.save({ entry: unsealed.entry, body: body!.replace('AACAPw==', 'AAAAQA==') });
    expect((await cache.embeddings.lookUp(called, [one])).entries.size).toBe(0);
  });

  it('says that some are too old for the asker', async () => {
    const keys = keysOf(2);
    store(keys);
    await cache.writer.drain();
    cache.clock.advance(1_000);
    const found = await cache.embeddings.lookUp({ ...called, maxAgeMs: 500 }, keys);
    expect([found.entries.size, found.isTooOld]).toEqual([0, true]);
  });

  it('finds nothing in stores that fail or never answer', async () => {
    const keys = keysOf(2);
    store(keys);
    await cache.writer.drain();
    cache.stores.entries.find = () => Promise.reject(new Error('down'));
    expect((await cache.embeddings.lookUp(called, keys)).entries.size).toBe(0);
    cache.stores.entries.find = () => new Promise(() => undefined);
    const found = await cache.embeddings.lookUp(called, keys);
    expect([found.entries.size, found.state]).toEqual([0, called.state]);
    cache.stores.registry.read = () => Promise.reject(new Error('down'));
    expect((await cache.embeddings.lookUp(called, keys)).state).toBeUndefined();
  });

  describe('what is taken in', () => {
    const written = (results: ReturnType<typeof store>) =>
      Promise.all(results.map(async (one) => ('written' in one ? await one.written : one.skipped)));

    it('is written, and leaves no vector of a question behind', async () => {
      expect(await written(store(keysOf(3)))).toEqual([true, true, true]);
      expect(cache.stores.entries.embeddings()?.entries).toBe(3);
      expect(cache.stores.vectors.size()).toBe(0);
      expect(cache.signals.level('pending_writes')).toBe(0);
    });

    it('is refused beyond what may wait, and leaves room for answers', async () => {
      cache.stores.entries.save = () => new Promise(() => undefined);
      const results = store(keysOf(2_501));
      expect(results.filter((one) => 'skipped' in one)).toEqual([{ skipped: 'queue-full' }]);
      expect('written' in cache.writer.accept(anAnswer('Yes.'), called, rememberOptions())).toBe(true);
    });

    it('is not kept when a purge comes before it is written, or while it is', async () => {
      const { purge, stores } = cache;
      const purged = { tenant: 'acme', by: 'test', namespace: called.namespace };
      const early = store(keysOf(1));
      await purge.run(purged);
      expect(await written(early)).toEqual([false]);
      called = await cache.knownAsk('all of them');
      const save = stores.entries.save.bind(stores.entries);
      stores.entries.save = async (record) => {
        const isSaved = await save(record);
        await purge.run(purged);
        return isSaved;
      };
      expect(await written(store(keysOf(1)))).toEqual([false]);
      expect(stores.entries.size()).toBe(0);
    });

    it('is counted when the store fails', async () => {
      cache.stores.entries.save = () => Promise.reject(new Error('full'));
      expect(await written(store(keysOf(2)))).toEqual([false, false]);
      expect(cache.signals.counted.filter((one) => one === 'skip:store-failed')).toHaveLength(2);
    });

    it('never replaces one from a later call', async () => {
      const keys = keysOf(1);
      const late = { ...asked(keys[0]!), order: called.order + 10 };
      cache.writer.acceptEmbeddings([{ embedding: { ...ITEM, tokens: 9 }, ask: late }], rememberOptions());
      await cache.writer.drain();
      expect(await written(store(keys))).toEqual([false]);
      const { entries } = await cache.embeddings.lookUp(called, keys);
      expect(entries.get(keys[0]!)!.payload.embedding.tokens).toBe(9);
    });
  });
});
