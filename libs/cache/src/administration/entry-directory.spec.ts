import type { EntryId } from '@app/core';
import { anAnswer, memoryCache, rememberOptions, type MemoryCache } from '../../testing/memory.cache.js';

const QUESTION = 'Who is on call this week?';

describe('EntryDirectory', () => {
  let cache: MemoryCache;
  let id: EntryId;
  beforeEach(async () => {
    cache = await memoryCache();
    id = await remember();
  });
  afterEach(() => jest.restoreAllMocks());

  async function remember(): Promise<EntryId> {
    const options = rememberOptions({ tags: ['rota'] });
    cache.writer.accept(anAnswer('Ada'), await cache.knownAsk(QUESTION), options);
    await cache.writer.drain();
    return (await hit())!.id;
  }
  async function hit() {
    return (await cache.reader.lookUp(cache.ask(QUESTION))).hit?.entry;
  }
  const remove = (tenant = 'acme', of: string = id) => cache.directory.remove(tenant, of, 'key');

  it('finds an entry for its tenant alone', async () => {
    expect(await cache.directory.find('acme', id)).toMatchObject({ entry: { id, question: QUESTION } });
    expect(await cache.directory.find('rival', id)).toBeUndefined();
    expect(await cache.directory.find('acme', 'nobody')).toBeUndefined();
  });

  it('removes an entry of its tenant', async () => {
    expect(await remove()).toMatchObject({ named: { id }, by: 'key', found: 1, isDone: true });
    expect(await hit()).toBeUndefined();
    expect(await cache.directory.find('acme', id)).toBeUndefined();
  });

  it("says of another tenant's entry that it is not there, and leaves it", async () => {
    expect(await remove('rival')).toBeUndefined();
    expect((await hit())?.id).toBe(id);
    expect(await cache.stores.registry.purges.after('rival', 0, 10)).toEqual([]);
  });

  it('forgets an id that is not found, in the tenant of who asked', async () => {
    expect(await remove('acme', '01ARZ3NDEKTSV4RRFFQ69G5FAV')).toMatchObject({ found: 0, isDone: true });
    expect((await hit())?.id).toBe(id);
  });

  it('forgets an entry to which the store has lost the way', async () => {
    jest.spyOn(cache.stores.entries, 'ownerOf').mockResolvedValue(undefined);
    jest.spyOn(cache.stores.entries, 'remove').mockResolvedValue([]);
    expect(await remove()).toMatchObject({ found: 0, isDone: true });
    expect((await cache.stores.entries.find((await cache.knownAsk(QUESTION)).key)).body).toBeDefined();
    expect(await hit()).toBeUndefined();
    expect(await cache.directory.find('acme', id)).toBeUndefined();
  });

  it('shows no entry that a purge named before it was deleted', async () => {
    await cache.stores.registry.purges.add('acme', 'key', { tags: ['rota'] });
    expect(await cache.directory.find('acme', id)).toBeUndefined();
  });

  it('keeps nothing from an answer of the same question that comes after', async () => {
    await remove();
    const later = await remember();
    expect(later).not.toBe(id);
    expect(await cache.directory.find('acme', later)).toBeDefined();
  });
});
