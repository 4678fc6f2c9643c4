import { testContext, type TestContext } from '../open.js';
import type { StoreTraits } from './store-traits.js';
import type { PurgeFact, PurgeFilter } from '../../src/ports/purge-log.port.js';
import type { SourceRegistry } from '../../src/ports/source-registry.port.js';

const PLACE = { tenant: 'acme', namespace: 'docs' };

/** The contract of `SourceRegistry` and of its `PurgeLog`, as a suite. @param open opens a new, empty registry. */
export function describeSourceRegistry(
  name: string,
  open: (context: TestContext) => Promise<SourceRegistry>,
  { settings }: StoreTraits = {},
): void {
  describe(`${name} source registry`, () => {
    let context: TestContext;
    let registry: SourceRegistry;
    beforeEach(async () => {
      context = testContext(settings);
      registry = await open(context);
    });
    afterEach(async () => {
      await registry.close();
      context.dispose();
    });

    const purge = (named: PurgeFilter = {}, tenant = 'acme') => registry.purges.add(tenant, 'key', named);
    const namespaceEpoch = async (namespace: string) =>
      (await registry.read({ ...PLACE, namespace })).epochs.namespace;

    it('makes the numbers of a tenant with its first request, and keeps them', async () => {
      const first = await registry.read(PLACE);
      expect(first.epochs.tenant).toBeGreaterThan(0);
      expect(first).toMatchObject({
        epochs: { namespace: 0 },
        purges: { seq: first.epochs.tenant, floor: 0, revision: 0 },
        ...{ born: first.epochs.tenant, sourcesSeq: 0, sourcesBorn: first.epochs.tenant },
      });
      context.clock.advance(5_000);
      expect(await registry.read(PLACE)).toEqual(first);
    });

    it('raises the epoch of a namespace alone, or of the whole tenant', async () => {
      const before = await registry.read(PLACE);
      const part = await purge({ namespace: PLACE.namespace });
      expect((await registry.read(PLACE)).epochs).toEqual({
        tenant: before.epochs.tenant,
        namespace: part.number,
      });
      expect(await namespaceEpoch('other')).toBe(0);
      const whole = await purge();
      expect((await registry.read(PLACE)).epochs).toEqual({ tenant: whole.number, namespace: part.number });
    });

    it('raises numbers also when the clock stands still or goes back', async () => {
      const numbers = [(await registry.read(PLACE)).purges.seq];
      for (const milliseconds of [0, 0, -60_000]) {
        context.clock.advance(milliseconds);
        numbers.push((await purge({ tags: ['faq'] })).number);
      }
      expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
      expect((await registry.read(PLACE)).purges.seq).toBe(numbers.at(-1));
    });

    it('gives every one of many purges at once a number of its own, and reads them in order', async () => {
      const made = await Promise.all(Array.from({ length: 40 }, (_, at) => purge({ tags: [`tag ${at}`] })));
      const numbers = made.map(({ number }) => number).sort((one, other) => one - other);
      expect(new Set(numbers).size).toBe(40);
      const read: PurgeFact[] = [];
      for (let page: PurgeFact[] = [], isFirst = true; isFirst || page.length > 0; isFirst = false) {
        page = await registry.purges.after('acme', read.at(-1)?.number ?? 0, 7);
        read.push(...page);
      }
      expect(read).toEqual(made.sort((one, other) => one.number - other.number));
    });

    it('leaves the epochs alone when less than a namespace is purged, and tells what was', async () => {
      const before = await registry.read(PLACE);
      const named = { namespace: 'docs', tags: ['faq', 'leave "now"'], model: 'gpt', writer: 'w' };
      const fact = await purge(named);
      expect((await registry.read(PLACE)).epochs).toEqual(before.epochs);
      expect(fact).toMatchObject({ by: 'key', named });
      expect(await registry.purges.find('acme', fact.number)).toEqual({ ...fact, found: 0, isDone: false });
      expect(await registry.purges.find('acme', fact.number + 1)).toBeUndefined();
      expect(await registry.purges.find('rival', fact.number)).toBeUndefined();
    });

    it('notes how far house-keeping has come', async () => {
      const { number } = await purge({ tags: ['faq'] });
      await registry.purges.noteProgress('acme', number, { found: 3, isDone: false });
      expect(await registry.purges.find('acme', number)).toMatchObject({ found: 3, isDone: false });
      await registry.purges.noteProgress('acme', number, { found: 2, isDone: true });
      await registry.purges.noteProgress('acme', number, { found: 4, isDone: false });
      expect(await registry.purges.find('acme', number)).toMatchObject({ found: 9, isDone: true });
      expect((await registry.purges.unfinished()).filter((change) => change.number === number)).toEqual([]);
    });

    it('forgets old purges, and knows from then on what it forgot', async () => {
      const [old, young] = [await purge({ namespace: 'docs' }), await purge({ tags: ['faq'] })];
      await registry.purges.trim('acme', young.number);
      const { purges, epochs } = await registry.read(PLACE);
      expect(purges).toMatchObject({ floor: old.number, seq: young.number });
      expect(epochs.namespace).toBe(0);
      expect((await registry.purges.after('acme', 0, 10)).map(({ number }) => number)).toEqual([
        young.number,
      ]);
    });

    it('takes back what it lost, once, and tells that it has to be read again', async () => {
      const { epochs, purges } = await registry.read(PLACE);
      const lost = { number: purges.seq + 5, at: 1, by: 'key', named: { namespace: 'docs' } };
      const marks = { epoch: epochs.tenant + 9, seq: purges.seq + 7, floor: 0, revision: 5, order: 0 };
      const knowledge = { ...marks, facts: [lost] };
      await registry.purges.restore('acme', knowledge);
      await registry.purges.restore('acme', knowledge);
      const after = await registry.read(PLACE);
      expect(after.epochs).toEqual({ tenant: epochs.tenant + 9, namespace: lost.number });
      expect(after.purges.seq).toBe(purges.seq + 7);
      expect(after.purges.revision).toBe(6);
      expect(await registry.purges.after('acme', 0, 10)).toEqual([lost]);
    });

    it('puts the calls of a tenant in order', async () => {
      const orders = [];
      for (let call = 0; call < 5; call++) orders.push(await registry.order('acme'));
      expect(orders).toEqual([...new Set(orders)].sort((one, other) => one - other));
    });

    it('gives no call a place below one that is known, whatever the clock says', async () => {
      const known = (await registry.order('acme')) + 3_600_000;
      const nothing = { epoch: 0, seq: 0, floor: 0, revision: 0, facts: [] };
      await registry.purges.restore('acme', { ...nothing, order: known });
      context.clock.advance(-7_200_000);
      expect(await registry.order('acme')).toBeGreaterThan(known);
    });

    it('keeps tenants apart', async () => {
      const rival = await registry.read({ tenant: 'rival', namespace: 'docs' });
      await purge();
      await registry.announce(PLACE, [{ id: 'handbook', version: '2' }]);
      expect(await registry.read({ tenant: 'rival', namespace: 'docs' })).toEqual(rival);
      expect(await registry.purges.after('rival', 0, 10)).toEqual([]);
      expect(await registry.versions({ tenant: 'rival', namespace: 'docs' }, ['handbook'])).toEqual(
        new Map(),
      );
    });

    it('knows announced versions and raises the number of announcements', async () => {
      const before = await registry.read(PLACE);
      await registry.announce(PLACE, [
        { id: 'handbook', version: '1' },
        { id: 'wiki', version: 'abc' },
      ]);
      await registry.announce(PLACE, [{ id: 'handbook', version: '2' }]);
      const after = await registry.read(PLACE);
      expect(await registry.versions(PLACE, ['handbook', 'wiki', 'nobody'])).toEqual(
        new Map([
          ['handbook', '2'],
          ['wiki', 'abc'],
        ]),
      );
      expect(after.sourcesSeq).toBeGreaterThan(before.sourcesSeq);
      expect(after.sourcesBorn).toBe(before.sourcesBorn);
    });

    it('makes knowledge of sources void when their number went backwards', async () => {
      const before = await registry.read(PLACE);
      context.clock.advance(10);
      await registry.restoreSources(PLACE, before.epochs.tenant + 50);
      const after = await registry.read(PLACE);
      expect(after.sourcesSeq).toBe(before.epochs.tenant + 50);
      expect(after.sourcesBorn).toBeGreaterThanOrEqual(before.sourcesBorn);
    });

    it('answers pings, and may be closed twice', async () => {
      await registry.ping();
      await registry.close();
      await registry.close();
    });
  });
}
