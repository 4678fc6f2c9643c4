import type { CacheEnv } from './cache.env.js';
import { EntrySeal } from '@app/core';
import { questionDigest } from './adapters/question-digest.js';
import { anAnswer, memoryCache, rememberOptions, type MemoryCache } from '../testing/memory.cache.js';

const QUESTION = 'How long is the parental leave?';
const never = () => new Promise<never>(() => {});

describe('CacheReader', () => {
  let cache: MemoryCache;

  beforeEach(async () => {
    cache = await memoryCache();
    cache.writer.accept(anAnswer('Long.'), await cache.knownAsk(QUESTION), rememberOptions());
    await cache.writer.drain();
  });
  afterEach(() => jest.restoreAllMocks());

  it('finds an answer by the same words, and in other clothes', async () => {
    expect(await cache.reader.lookUp(cache.ask(QUESTION))).toMatchObject({ hit: { tier: 'exact' } });
    const polite = cache.ask(`please, ${QUESTION}`);
    expect(await cache.reader.lookUp(polite)).toMatchObject({ hit: { tier: 'canonical' } });
    expect(await cache.reader.recheck(await cache.knownAsk(QUESTION))).toMatchObject({ tier: 'exact' });
  });

  it('serves an answer whose write ends while the store is read, not the one that it replaces', async () => {
    const [find, older] = [
      cache.stores.entries.find.bind(cache.stores.entries),
      await cache.knownAsk(QUESTION),
    ];
    jest.spyOn(cache.stores.entries, 'find').mockImplementationOnce(async (...keys) => {
      const found = await find(...keys);
      await cache.writer.drain();
      return found;
    });
    cache.writer.accept(anAnswer('Longer.'), older, rememberOptions());
    const { hit } = await cache.reader.lookUp(cache.ask(QUESTION));
    expect(hit?.entry.payload.answer.text).toBe('Longer.');
  });

  it('says that what it found is too old for the asker', async () => {
    cache.clock.advance(5_000);
    for (const question of [QUESTION, `please, ${QUESTION}`]) {
      const old = await cache.reader.lookUp(cache.ask(question, { maxAgeMs: 4_000 }));
      expect(old).toMatchObject({ hit: undefined, isTooOld: true });
      const young = await cache.reader.lookUp(cache.ask(question, { maxAgeMs: 5_000 }));
      expect(young).toMatchObject({ hit: {}, isTooOld: false });
    }
    const unknown = await cache.reader.lookUp(cache.ask('Who is on call?', { maxAgeMs: 4_000 }));
    expect(unknown).toMatchObject({ hit: undefined, isTooOld: false });
  });

  it('tells the numbers of a place without reading an answer', async () => {
    const read = jest.spyOn(cache.stores.entries, 'find');
    const ask = cache.ask(QUESTION);
    expect(await cache.reader.readState(ask)).toEqual(await cache.stores.registry.read(ask));
    jest.spyOn(cache.stores.registry, 'read').mockImplementation(never);
    expect(await cache.reader.readState(ask)).toBeUndefined();
    expect(read).not.toHaveBeenCalled();
  });

  it.each<[string, (cache: MemoryCache) => void]>([
    ['an entry store', ({ stores }) => jest.spyOn(stores.entries, 'find').mockImplementation(never)],
    ['a registry', ({ stores }) => jest.spyOn(stores.registry, 'read').mockImplementation(never)],
  ])('knows nothing when %s is frozen', async (_, freeze) => {
    freeze(cache);
    expect(await cache.reader.lookUp(cache.ask(QUESTION))).toEqual({});
    expect(cache.signals.counted).toContain('fail_open:reader.lookUp');
  });

  it.each<[string, Partial<CacheEnv>, boolean]>([
    ['waits as long as DIRECT_BUDGET_MS says', { DIRECT_BUDGET_MS: 5_000, REDIS_TIMEOUT_MS: 1 }, true],
    ['gives a slow store up when DIRECT_BUDGET_MS is over', { DIRECT_BUDGET_MS: 1 }, false],
    ['takes no budget from REDIS_TIMEOUT_MS when no store is on Redis', { REDIS_TIMEOUT_MS: 1 }, true],
  ])('%s', async (_, settings, isKnown) => {
    const slow = await memoryCache(settings);
    const read = slow.stores.registry.read.bind(slow.stores.registry);
    jest.spyOn(slow.stores.registry, 'read').mockImplementation(async (ref) => {
      await new Promise((resolve) => setTimeout(resolve, 25));
      return read(ref);
    });
    expect((await slow.reader.lookUp(slow.ask(QUESTION))).state !== undefined).toBe(isKnown);
  });

  it('serves nothing right before a model is asked that was purged since the request began', async () => {
    const ask = await cache.knownAsk(QUESTION);
    await cache.stores.registry.purges.add('acme', 'key', { question: questionDigest(QUESTION) });
    expect(await cache.reader.recheck(ask)).toBeUndefined();
  });

  it('serves in other clothes what was asked for later, wherever it is', async () => {
    const [older, newer] = [await cache.knownAsk(QUESTION), await cache.knownAsk(QUESTION)];
    const { save } = cache.stores.entries;
    const saving = jest.spyOn(cache.stores.entries, 'save').mockImplementation(never);
    cache.writer.accept(anAnswer('older'), older, rememberOptions());
    await new Promise(setImmediate);
    saving.mockImplementation((record) => save.call(cache.stores.entries, record));
    const [sent] = saving.mock.calls[0]!;
    const entry = {
      ...sent.entry,
      payload: { kind: 'answer' as const, answer: anAnswer('newer') },
      order: newer.order,
    };
    await cache.stores.entries.save({ ...sent, entry, body: new EntrySeal().seal(entry) });
    for (const question of [QUESTION, `please, ${QUESTION}`]) {
      const { hit } = await cache.reader.lookUp(cache.ask(question));
      expect(hit?.entry.payload.answer.text).toBe('newer');
    }
  });

  it('counts why a question was not compared by meaning', async () => {
    const long = await cache.knownAsk('word '.repeat(2_000));
    await cache.reader.lookUpSimilar(long);
    jest.spyOn(cache.embedder, 'embed').mockImplementation(() => Promise.reject(new Error('no model')));
    await cache.reader.lookUpSimilar(await cache.knownAsk(QUESTION));
    const reasons = cache.signals.counted.filter((line) => line.startsWith('not_compared'));
    expect(reasons).toEqual(['not_compared:not-a-question', 'not_compared:unavailable']);
  });

  it('does not hold a model call up when the entry store freezes right before it', async () => {
    const ask = await cache.knownAsk(QUESTION);
    jest.spyOn(cache.stores.entries, 'find').mockImplementation(never);
    expect(await cache.reader.recheck(ask)).toBeUndefined();
    expect(cache.signals.counted).toContain('fail_open:reader.recheck');
  });

  it('counts no hit for an answer that came too late to be served', async () => {
    const read = cache.stores.entries.find.bind(cache.stores.entries);
    const slow = new Promise((resolve) => setTimeout(resolve, 150));
    jest.spyOn(cache.stores.entries, 'find').mockImplementation(async (...keys) => {
      await slow;
      return read(...keys);
    });
    expect(await cache.reader.lookUp(cache.ask(QUESTION))).toEqual({});
    await slow;
    await new Promise(setImmediate);
    const recorded = jest.spyOn(cache.stores.entries, 'recordHits');
    await cache.flusher.stop();
    expect(recorded).not.toHaveBeenCalled();
  });
});
