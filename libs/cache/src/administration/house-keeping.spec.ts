import { ManualClock, RecordingSignals } from '@app/core/testing';
import { MemorySourceRegistry } from '../adapters/memory/memory.source-registry.js';
import type { EntryStore, OnRemoved, RemovedEntry } from '../ports/entry-store.port.js';
import type { VectorIndex } from '../ports/vector-index.port.js';
import { HouseKeeping } from './house-keeping.js';

const TENANT = 'acme';
const SLICE = 10;

/** A store in which a purge names so many entries; it deletes a slice at a time. */
function storeOf(count: number) {
  let left = count;
  const remove = async (_: unknown, onRemoved?: OnRemoved) => {
    while (left > 0) {
      const slice = Array.from({ length: Math.min(SLICE, left) }, () => ({}) as RemovedEntry);
      left -= slice.length;
      await onRemoved?.(slice);
    }
    await onRemoved?.([]);
    return [];
  };
  return { entries: { remove } as unknown as EntryStore, left: () => left };
}

describe('HouseKeeping', () => {
  const clock = new ManualClock();
  const { purges } = new MemorySourceRegistry(clock);
  const vectors = { remove: async () => undefined } as unknown as VectorIndex;
  const over = ({ entries }: ReturnType<typeof storeOf>) =>
    new HouseKeeping({ entries, vectors, purges, signals: new RecordingSignals() });
  const purge = () => purges.add(TENANT, 'key', { tags: ['faq'] });
  const receipt = (number: number) => purges.find(TENANT, number);

  it('deletes what a purge named, and notes how many there were', async () => {
    const store = storeOf(25);
    const fact = await purge();
    expect(await over(store).run(TENANT, fact)).toEqual({ found: 25, isDone: true });
    expect(await receipt(fact.number)).toMatchObject({ found: 25, isDone: true });
  });

  it('is one work for all who ask for it at the same time', async () => {
    const houseKeeping = over(storeOf(25));
    const fact = await purge();
    await Promise.all([houseKeeping.run(TENANT, fact), houseKeeping.run(TENANT, fact)]);
    expect(await receipt(fact.number)).toMatchObject({ found: 25 });
  });

  it('ends after a slice when the service stops, and the count goes on at the next start', async () => {
    const store = storeOf(35);
    const fact = await purge();
    const houseKeeping = over(store);
    const run = houseKeeping.run(TENANT, fact).catch((error: Error) => error.message);
    await houseKeeping.stop();
    expect([await run, store.left()]).toEqual(['The service stops: the rest is deleted later.', 25]);
    expect(await receipt(fact.number)).toMatchObject({ found: 10, isDone: false });
    const unfinished = { tenant: TENANT, number: fact.number, at: fact.at };
    jest.spyOn(purges, 'unfinished').mockResolvedValue([unfinished]);
    await over(store).resume(fact.at - 1);
    expect(store.left()).toBe(25);
    await over(store).resume(fact.at);
    expect(await receipt(fact.number)).toMatchObject({ found: 35, isDone: true });
  });

  it('counts right when two processes are at one purge', async () => {
    const store = storeOf(105);
    const fact = await purge();
    await Promise.all([over(store).run(TENANT, fact), over(store).run(TENANT, fact)]);
    expect(await receipt(fact.number)).toMatchObject({ found: 105, isDone: true });
  });
});
