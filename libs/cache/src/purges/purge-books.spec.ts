import { anEntry, ManualClock } from '@app/core/testing';
import { MemorySourceRegistry } from '../adapters/memory/memory.source-registry.js';
import { MOST_PURGES } from '../adapters/purge-log.js';
import type { PurgeFilter } from '../ports/purge-log.port.js';
import { PurgeBooks } from './purge-books.js';

const PLACE = { tenant: 'acme', namespace: 'default' };

describe('PurgeBooks', () => {
  let registry: MemorySourceRegistry;
  let books: PurgeBooks;
  beforeEach(() => {
    registry = new MemorySourceRegistry(new ManualClock());
    books = new PurgeBooks(registry.purges);
  });
  afterEach(() => jest.restoreAllMocks());

  const read = () => registry.read(PLACE);
  const purge = (named: PurgeFilter) => registry.purges.add('acme', 'key', named);
  /** An entry whose call begins now. */
  const entryNow = async (tags: readonly string[]) => {
    const { epochs, purges } = await read();
    return anEntry({ tags, epochs, birth: purges.seq });
  };

  it('reads nothing for an entry that is younger than the newest purge', async () => {
    await purge({ tags: ['faq'] });
    const reading = jest.spyOn(registry.purges, 'after');
    expect(await books.isPurged(await entryNow(['faq']), (await read()).purges)).toBe(false);
    expect(reading).not.toHaveBeenCalled();
  });

  it('reads a purge once, however many entries it is held against at a time', async () => {
    const entries = await Promise.all([entryNow(['faq']), entryNow(['other'])]);
    await purge({ tags: ['faq'] });
    const { purges } = await read();
    const reading = jest.spyOn(registry.purges, 'after');
    const judged = () => Promise.all(entries.map((entry) => books.isPurged(entry, purges)));
    expect(await judged()).toEqual([true, false]);
    expect(await judged()).toEqual([true, false]);
    expect(reading).toHaveBeenCalledTimes(1);
  });

  it('reads more than a page', async () => {
    const entry = await entryNow(['tag 2100']);
    for (let at = 0; at <= 2_100; at++) await purge({ tags: [`tag ${at}`] });
    expect(await books.isPurged(entry, (await read()).purges)).toBe(true);
    expect(books.known('acme').facts.length).toBe(2_101);
  });

  it('reads anew what was given back to the registry, and keeps what it alone knows', async () => {
    const entry = await entryNow(['faq']);
    const own = await purge({ tags: ['own'] });
    await books.readOn('acme', (await read()).purges);
    const lost = { ...own, number: own.number - 1, named: { tags: ['faq'] } };
    const { epochs, purges } = await read();
    const marks = { ...purges, epoch: epochs.tenant, order: 0 };
    const older = { ...entry, birth: lost.number - 1 };
    expect(await books.isPurged(older, purges)).toBe(false);
    await registry.purges.restore('acme', { ...marks, facts: [lost] });
    expect(await books.isPurged(older, (await read()).purges)).toBe(true);
    expect(
      books
        .known('acme')
        .facts.map(({ number }) => number)
        .sort(),
    ).toEqual([lost.number, own.number]);
  });

  it('knows a purge of its own before it is read, and does not take it for all there are', async () => {
    const entries = [await entryNow(['faq']), await entryNow(['own'])];
    await purge({ tags: ['faq'] });
    books.note('acme', await purge({ tags: ['own'] }));
    expect(books.known('acme')).toMatchObject({ readTo: 0, facts: [{ named: { tags: ['own'] } }] });
    const { purges } = await read();
    expect(await Promise.all(entries.map((entry) => books.isPurged(entry, purges)))).toEqual([true, true]);
  });

  it('rejects when the newest purge is not among those that it reads: it may name anything', async () => {
    const entry = await entryNow(['faq']);
    await purge({ tags: ['faq'] });
    const { purges } = await read();
    jest.spyOn(registry.purges, 'after').mockResolvedValueOnce([]);
    await expect(books.isPurged(entry, purges)).rejects.toThrow('end before');
    expect(await books.isPurged(entry, purges)).toBe(true);
  });

  it('takes for forgotten what an epoch, the floor or a number that the registry does not know is against', async () => {
    const entry = await entryNow(['faq']);
    const state = await read();
    expect(await books.isForgotten(entry, state)).toBe(false);
    const { epochs, purges } = state;
    const isForgotten = (parts: object) => books.isForgotten(entry, { ...state, ...parts });
    expect(await isForgotten({ epochs: { ...epochs, tenant: epochs.tenant + 1 } })).toBe(true);
    expect(await isForgotten({ epochs: { ...epochs, namespace: 1 + entry.epochs.namespace } })).toBe(true);
    expect(await isForgotten({ purges: { ...purges, floor: entry.birth + 1 } })).toBe(true);
    expect(await isForgotten({ purges: { ...purges, seq: entry.birth - 1 } })).toBe(true);
  });

  it('takes for dead what is older than a purge that is one too many, and nothing younger', async () => {
    const [before, oldest] = [await entryNow(['other']), await purge({ tags: ['faq'] })];
    const after = await entryNow(['other']);
    for (let at = 1; at < MOST_PURGES; at++) await purge({ tags: ['faq'] });
    expect((await read()).purges.floor).toBe(0);
    expect(await books.isForgotten(before, await read())).toBe(false);
    await purge({ tags: ['faq'] });
    const state = await read();
    expect(state.purges.floor).toBe(oldest.number);
    expect(await books.isForgotten(before, state)).toBe(true);
    expect(await books.isForgotten(after, state)).toBe(false);
    expect(await registry.purges.find('acme', oldest.number)).toBeUndefined();
  }, 60_000);
});
