import { testContext, type StoreTraits, type TestContext } from '@app/cache/testing';
import type { Counters, Charge } from '../../src/limits/counters.port.js';

const MINUTE_MS = 60_000;

/** The contract of `Counters`, as a suite. @param open opens new, empty counters. */
export function describeCounters(
  name: string,
  open: (context: TestContext) => Counters,
  { settings }: StoreTraits = {},
): void {
  describe(`${name} counters`, () => {
    let context: TestContext;
    let counters: Counters;
    let turn = 0;
    /** Of a tenant that no other test has. */
    const charge = (what: string, limit: number, cost = 1): Charge => ({
      counter: `{tenant-${turn}}:${what}`,
      ...{ allowance: { limit, periodMs: MINUTE_MS }, cost },
    });
    const granted = async (...charges: Charge[]) =>
      (await counters.take(charges)).map((quota) => quota.granted);
    beforeEach(async () => {
      turn += 1;
      context = testContext(settings);
      await context.redis?.ready();
      counters = open(context);
    });
    afterEach(async () => {
      await context.redis?.close();
      context.dispose();
    });

    it('grant the whole limit at once, then no more, and say when there is more', async () => {
      const quotas = [];
      for (let call = 0; call < 7; call++) quotas.push((await counters.take([charge('requests', 5)]))[0]!);
      expect(quotas.map((quota) => quota.granted)).toEqual([...Array<boolean>(5).fill(true), false, false]);
      expect(quotas.map(({ remaining }) => remaining)).toEqual([4, 3, 2, 1, 0, 0, 0]);
      for (const { waitMs } of quotas) {
        expect(waitMs).toBeGreaterThan(6_000);
        expect(waitMs).toBeLessThanOrEqual(12_000);
      }
    });

    it('grant exactly the limit to who asks at the same time', async () => {
      const answers = await Promise.all(Array.from({ length: 150 }, () => granted(charge('requests', 100))));
      expect(answers.filter(([isGranted]) => isGranted)).toHaveLength(100);
    });

    it.each([7, 600, 999])('lose nothing to fractions: %i', async (limit) => {
      let count = 0;
      while ((await granted(charge('requests', limit)))[0]) count += 1;
      // The time that this takes earns a few more.
      expect(count).toBeGreaterThanOrEqual(limit);
      expect(count).toBeLessThanOrEqual(limit * 1.05 + 1);
    });

    it('take all that is asked for, or nothing', async () => {
      expect(await granted(charge('key', 2), charge('tenant', 1))).toEqual([true, true]);
      expect(await granted(charge('key', 2), charge('tenant', 1))).toEqual([true, false]);
      expect(await granted(charge('key', 2))).toEqual([true]);
      expect(await granted(charge('key', 2))).toEqual([false]);
    });

    it('tell for nothing whether anything is left', async () => {
      for (let call = 0; call < 3; call++) {
        const [quota] = await counters.take([charge('tokens', 10, 0)]);
        expect(quota).toEqual({ granted: true, remaining: 10, waitMs: 0 });
      }
    });

    it('note what was used, room or not, and wait until it is paid', async () => {
      await counters.record([charge('tokens', 100, 40), charge('money', 1_000_000, 250_000)]);
      expect(await counters.take([charge('tokens', 100, 0), charge('money', 1_000_000, 0)])).toMatchObject([
        { granted: true, remaining: 60 },
        { granted: true, remaining: expect.closeTo(750_000, -4) as number },
      ]);
      await counters.record([charge('tokens', 100, 90)]);
      const [quota] = await counters.take([charge('tokens', 100, 0)]);
      expect(quota).toMatchObject({ granted: false, remaining: 0 });
      // 130 of 100, and one more.
      expect(Math.round(quota!.waitMs / 1_000)).toBeGreaterThanOrEqual(16);
      expect(Math.round(quota!.waitMs / 1_000)).toBeLessThanOrEqual(19);
    });

    it('know each name by itself', async () => {
      expect(await granted(charge('a', 1))).toEqual([true]);
      expect(await granted(charge('b', 1))).toEqual([true]);
      turn += 1;
      expect(await granted(charge('a', 1))).toEqual([true]);
    });
  });
}
