import { ManualClock } from '@app/core/testing';
import { testContext, type TestContext } from '../open.js';
import type { StoreTraits } from './store-traits.js';
import type { StatsBatch, StatsRow, StatsStore } from '../../src/ports/stats-store.port.js';

const DAY_MS = 86_400_000;

/** The contract of `StatsStore`, as a suite. @param open opens a new, empty store. */
export function describeStatsStore(
  name: string,
  open: (context: TestContext) => Promise<StatsStore>,
  { settings }: StoreTraits = {},
): void {
  describe(`${name} stats store`, () => {
    let context: TestContext;
    let store: StatsStore;
    const row = (parts: Partial<StatsRow> = {}): StatsRow => ({
      ...{ tenant: 'acme', namespace: 'docs', day: new Date(context.clock.now()).toISOString().slice(0, 10) },
      ...{
        hits_exact: 1,
        hits_canonical: 2,
        hits_semantic: 3,
        misses: 4,
        tokens_saved: 5,
        cost_saved_usd: 0.25,
      },
      ...parts,
    });
    beforeEach(async () => {
      context = testContext(settings, new ManualClock());
      store = await open(context);
    });
    afterEach(async () => {
      await store.close();
      context.dispose();
    });

    let batches = 0;
    const batchOf = (rows: StatsRow[], { tenant, day } = rows[0]!): StatsBatch => ({
      ...{ tenant, day, rows, writer: 'one', number: ++batches },
    });
    const add = (...batches: StatsRow[][]) => store.add(batches.map((rows) => batchOf(rows)));

    it('adds up per tenant, namespace and day', async () => {
      expect(await add([row()])).toEqual([]);
      expect(await add([row(), row({ namespace: 'apps' })], [row({ tenant: 'rival' })])).toEqual([]);
      expect(await store.read('acme')).toEqual([
        row({ namespace: 'apps' }),
        row({
          hits_exact: 2,
          hits_canonical: 4,
          hits_semantic: 6,
          misses: 8,
          tokens_saved: 10,
          cost_saved_usd: 0.5,
        }),
      ]);
    });

    it('reads the newest day first and drops days older than 90', async () => {
      await add([row()]);
      context.clock.advance(DAY_MS);
      await add([row()]);
      expect((await store.read('acme')).map(({ day }) => day)).toEqual(['2026-01-02', '2026-01-01']);
      context.clock.advance(90 * DAY_MS);
      await add([row({ tenant: 'rival' })]);
      expect((await store.read('acme')).map(({ day }) => day)).toEqual(['2026-01-02']);
    });

    it('answers pings, and may be closed twice', async () => {
      await store.ping();
      await store.close();
      await store.close();
    });
  });
}
