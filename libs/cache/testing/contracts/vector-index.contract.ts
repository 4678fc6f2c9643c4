import type { EntryId } from '@app/core';
import { anEntry } from '@app/core/testing';
import { eventually } from '../eventually.js';
import { testContext, type TestContext } from '../open.js';
import type { CappedStoreTraits } from './store-traits.js';
import type { CacheEnv } from '../../src/cache.env.js';
import type { VectorIndex, VectorPoint, VectorQuery } from '../../src/ports/vector-index.port.js';

/** A unit vector that is this many degrees away from the first axis. */
function at(degrees: number): Float32Array {
  const angle = (degrees / 180) * Math.PI;
  return Float32Array.from([Math.cos(angle), Math.sin(angle), 0, 0]);
}

/** The contract of `VectorIndex`, as a suite. @param open opens a new, empty index. */
export function describeVectorIndex(
  name: string,
  open: (context: TestContext) => Promise<VectorIndex>,
  { settings: base, isCapped = true }: CappedStoreTraits = {},
): void {
  describe(`${name} vector index`, () => {
    let context: TestContext;
    let index: VectorIndex;
    const start = async (settings: Partial<CacheEnv> = {}) => {
      context = testContext({ ...base, ...settings });
      index = await open(context);
    };
    const point = (question: string, degrees: number, parts: Partial<VectorPoint> = {}): VectorPoint => {
      const { key, id, tenant, scope, epochs } = anEntry({ question, tenant: parts.tenant ?? 'acme' });
      const keepUntil = context.clock.now() + 1_000;
      return { key, entryId: id, tenant, scope, epochs, keepUntil, vector: at(degrees), ...parts };
    };
    const nearest = (degrees: number, parts: Partial<VectorQuery> = {}) => {
      const { tenant, scope, epochs } = anEntry({ tenant: parts.tenant ?? 'acme' });
      return index.nearest({
        tenant,
        scope,
        epochs,
        now: context.clock.now(),
        vector: at(degrees),
        limit: 4,
        ...parts,
      });
    };

    beforeEach(() => start());
    afterEach(async () => {
      await index.close();
      context.dispose();
    });

    it('has no candidates where nothing is', async () => {
      expect(await nearest(0)).toEqual([]);
    });

    it('gives the nearest first, with their cosine similarity', async () => {
      const [near, far, nearest_] = [point('a', 30), point('b', 60), point('c', 10)];
      for (const one of [near, far, nearest_]) await index.add(one);
      const found = await nearest(0);
      expect(found.map(({ key }) => key)).toEqual([nearest_.key, near.key, far.key]);
      expect(found.map(({ entryId }) => entryId)).toEqual([nearest_.entryId, near.entryId, far.entryId]);
      expect(found[1]!.similarity).toBeCloseTo(Math.cos(Math.PI / 6), 5);
    });

    it('says how many points of all tenants it holds, if it says so at all', async () => {
      for (const tenant of ['acme', 'globex']) await index.add(point('one', 0, { tenant }));
      expect([2, undefined]).toContain(index.size());
    });

    it('gives at most as many as asked for, out of many', async () => {
      for (let degrees = 1; degrees <= 60; degrees++) await index.add(point(`at ${degrees}`, degrees));
      const found = await nearest(30.2);
      expect(found.map(({ key }) => key)).toEqual(
        [30, 31, 29, 32].map((degrees) => point(`at ${degrees}`, 0).key),
      );
    });

    it('keeps similarity within 0 and 1', async () => {
      await index.add(point('opposite', 180));
      await index.add(point('equal', 0));
      expect((await nearest(0)).map(({ similarity }) => similarity)).toEqual([1, 0]);
    });

    it.each<[string, Partial<VectorQuery>]>([
      ['another tenant', { tenant: 'rival' }],
      ['another scope', { scope: anEntry({ model: 'other' }).scope }],
      ['a newer tenant epoch', { epochs: { tenant: 2, namespace: 1 } }],
      ['a newer namespace epoch', { epochs: { tenant: 1, namespace: 2 } }],
    ])('shows nothing to %s', async (_, parts) => {
      await index.add(point('a', 0));
      expect(await nearest(0, parts)).toEqual([]);
      expect(await nearest(0)).toHaveLength(1);
    });

    it('does not find expired points, and finds the live ones behind them', async () => {
      for (let degrees = 1; degrees <= 6; degrees++) await index.add(point(`old ${degrees}`, degrees));
      context.clock.advance(999);
      expect(await nearest(0)).toHaveLength(4);
      const live = point('live', 50);
      await index.add(live);
      context.clock.advance(1);
      expect((await nearest(0)).map(({ key }) => key)).toEqual([live.key]);
    });

    it('keeps one point per key: a new one replaces the old', async () => {
      await index.add(point('a', 90));
      const newer = point('a', 0);
      await index.add(newer);
      expect(await nearest(0)).toEqual([{ key: newer.key, entryId: newer.entryId, similarity: 1 }]);
    });

    it('forgets a point only if it still leads to the named entry', async () => {
      const [one, other] = [point('a', 0), point('b', 20)];
      await index.add(one);
      await index.add(other);
      await index.remove([{ key: one.key, entryId: 'another' as EntryId }]);
      expect(await nearest(0)).toHaveLength(2);
      await index.remove([one, point('never added', 0)]);
      expect((await nearest(0)).map(({ key }) => key)).toEqual([other.key]);
    });

    it('forgets hundreds of points at once', async () => {
      const points = Array.from({ length: 250 }, (_, number) => point(`q ${number}`, number / 10));
      for (const one of points) await index.add(one);
      await index.remove(points.slice(1));
      expect((await nearest(20)).map(({ key }) => key)).toEqual([points[0]!.key]);
    });

    it('refuses vectors of another dimension and names both', async () => {
      const wrong = Float32Array.from([1, 0]);
      await expect(index.add(point('a', 0, { vector: wrong }))).rejects.toThrow(
        /has 2 numbers.*test-model with 4/,
      );
      await expect(nearest(0, { vector: wrong })).rejects.toThrow(/has 2 numbers/);
    });

    const keepsToItsCap = async () => {
      await index.close();
      context.dispose();
      await start({ MAX_ENTRIES: 2 });
      for (const [question, degrees] of [
        ['a', 0],
        ['b', 10],
        ['c', 20],
      ] as const)
        await index.add(point(question, degrees));
      await eventually(async () =>
        expect((await nearest(0)).map(({ key }) => key)).toEqual([point('b', 0).key, point('c', 0).key]),
      );
    };
    if (isCapped) it('keeps to its cap: the oldest go', keepsToItsCap);

    it('answers pings, and may be closed twice', async () => {
      await index.ping();
      await index.close();
      await index.close();
    });
  });
}
