import { anAnswer, memoryCache, rememberOptions, type MemoryCache } from '../../testing/memory.cache.js';
import type { KnownAsk } from './ask.js';

const STORED = 'What is the capital city of France?';
const ASKED = 'What is the capital of France?';
const SOURCES = [{ id: 'atlas', version: '1' }];
const broken = () => Promise.reject(new Error('broken'));
const never = () => new Promise<never>(() => {});

describe('CandidateSearch', () => {
  let cache: MemoryCache;

  const remember = async (question: string, parts: Parameters<typeof rememberOptions>[0] = {}) => {
    cache.writer.accept(anAnswer('Paris.'), await cache.knownAsk(question), rememberOptions(parts));
    await cache.writer.drain();
  };
  const found = async (parts: Partial<KnownAsk> = {}) => {
    const { hit } = await cache.reader.lookUpSimilar(await cache.knownAsk(ASKED, parts));
    await new Promise(setImmediate);
    return hit?.entry.question;
  };

  beforeEach(async () => {
    cache = await memoryCache({ SEMANTIC_THRESHOLD: 0.5, SEMANTIC_BUDGET_MS: 1_000 });
  });
  afterEach(() => jest.restoreAllMocks());

  it('drops a point whose entry is gone from the index', async () => {
    await remember(STORED);
    await cache.stores.entries.remove({ tenant: 'acme' });
    const removed = jest.spyOn(cache.stores.vectors, 'remove');
    expect(await found()).toBeUndefined();
    expect(removed).toHaveBeenCalledTimes(1);
    expect(await found()).toBeUndefined();
    expect(removed).toHaveBeenCalledTimes(1);
  });

  it.each<[string, () => void]>([
    ['the entry store fails', () => jest.spyOn(cache.stores.entries, 'find').mockImplementation(broken)],
    ['the registry fails', () => jest.spyOn(cache.stores.registry, 'versions').mockImplementation(broken)],
  ])('keeps the index as it is while %s', async (_, breakIt) => {
    await remember(STORED, { sources: SOURCES });
    breakIt();
    expect(await found()).toBeUndefined();
    jest.restoreAllMocks();
    expect(await found()).toBe(STORED);
  });

  it('keeps an entry for others that is too old for one asker', async () => {
    await remember(STORED);
    cache.clock.advance(60_000);
    expect(await found({ maxAgeMs: 1_000 })).toBeUndefined();
    expect(await found()).toBe(STORED);
  });

  it('keeps an expired entry that is still inside its stale window', async () => {
    await remember(STORED, { ttlMs: 1_000, staleMs: 3_600_000 });
    cache.clock.advance(2_000);
    const removed = jest.spyOn(cache.stores.vectors, 'remove');
    expect(await found()).toBeUndefined();
    expect(removed).not.toHaveBeenCalled();
  });

  it('does not spend its time budget on tidying up', async () => {
    await remember(STORED);
    await cache.stores.entries.remove({ tenant: 'acme' });
    jest.spyOn(cache.stores.vectors, 'remove').mockImplementation(never);
    const { declined } = await cache.reader.lookUpSimilar(await cache.knownAsk(ASKED));
    expect(declined).toBeUndefined();
  });

  it('finds what stands behind four that are gone, even before they are tidied up', async () => {
    await remember('Please, what is the capital city of France?');
    for (const clothes of ['CITY', 'City', 'cIty', 'ciTy']) {
      await remember(`What is the capital ${clothes} of France?`);
      await cache.stores.entries.remove({ tenant: 'acme', key: await keyOf(clothes) });
    }
    jest.spyOn(cache.stores.vectors, 'remove').mockImplementation(never);
    expect(await found()).toBe('Please, what is the capital city of France?');
  });

  const keyOf = async (clothes: string) =>
    (await cache.knownAsk(`What is the capital ${clothes} of France?`)).key;
});
