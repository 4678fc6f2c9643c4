import type { CacheEnv } from '@app/cache';
import { testContext, type TestContext } from '@app/cache/testing';
import type { Counters, Draw } from '../limits/counters.port.js';

const MINUTE_MS = 60_000;

export function countersContract(
  name: string,
  open: (context: TestContext) => Counters,
  settings?: Partial<CacheEnv>,
): void {
  describe(`${name} counters`, () => {
    let context: TestContext;
    let counters: Counters;
    let turn = 0;
    /** Of a tenant that no other test has. */
    const draw = (what: string, limit: number, cost = 1): Draw => ({
      name: `{tenant-${turn}}:${what}`,
      ...{ allowance: { limit, periodMs: MINUTE_MS }, cost },
    });
    const granted = async (...draws: Draw[]) => (await counters.take(draws)).map((room) => room.granted);
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
      const rooms = [];
      for (let call = 0; call < 7; call++) rooms.push((await counters.take([draw('requests', 5)]))[0]!);
      expect(rooms.map((room) => room.granted)).toEqual([...Array<boolean>(5).fill(true), false, false]);
      expect(rooms.map(({ remaining }) => remaining)).toEqual([4, 3, 2, 1, 0, 0, 0]);
      for (const { waitMs } of rooms) {
        expect(waitMs).toBeGreaterThan(6_000);
        expect(waitMs).toBeLessThanOrEqual(12_000);
      }
    });

    it('grant exactly the limit to who asks at the same time', async () => {
      const answers = await Promise.all(Array.from({ length: 150 }, () => granted(draw('requests', 100))));
      expect(answers.filter(([isGranted]) => isGranted)).toHaveLength(100);
    });

    it.each([7, 600, 999])('lose nothing to fractions: %i', async (limit) => {
      let count = 0;
      while ((await granted(draw('requests', limit)))[0]) count += 1;
      // What the time that this takes has earned comes on top.
      expect(count).toBeGreaterThanOrEqual(limit);
      expect(count).toBeLessThanOrEqual(limit * 1.05 + 1);
    });

    it('take all that is asked for, or nothing', async () => {
      expect(await granted(draw('key', 2), draw('tenant', 1))).toEqual([true, true]);
      expect(await granted(draw('key', 2), draw('tenant', 1))).toEqual([true, false]);
      expect(await granted(draw('key', 2))).toEqual([true]);
      expect(await granted(draw('key', 2))).toEqual([false]);
    });

    it('tell for nothing whether anything is left', async () => {
      for (let call = 0; call < 3; call++) {
        const [room] = await counters.take([draw('tokens', 10, 0)]);
        expect(room).toEqual({ granted: true, remaining: 10, waitMs: 0 });
      }
    });

    it('note what was used, room or not, and wait until it is paid', async () => {
      await counters.charge([draw('tokens', 100, 40), draw('money', 1_000_000, 250_000)]);
      expect(await counters.take([draw('tokens', 100, 0), draw('money', 1_000_000, 0)])).toMatchObject([
        { granted: true, remaining: 60 },
        { granted: true, remaining: expect.closeTo(750_000, -4) as number },
      ]);
      await counters.charge([draw('tokens', 100, 90)]);
      const [room] = await counters.take([draw('tokens', 100, 0)]);
      expect(room).toMatchObject({ granted: false, remaining: 0 });
      // 130 of 100, and one more.
      expect(Math.round(room!.waitMs / 1_000)).toBeGreaterThanOrEqual(16);
      expect(Math.round(room!.waitMs / 1_000)).toBeLessThanOrEqual(19);
    });

    it('know each name by itself', async () => {
      expect(await granted(draw('a', 1))).toEqual([true]);
      expect(await granted(draw('b', 1))).toEqual([true]);
      turn += 1;
      expect(await granted(draw('a', 1))).toEqual([true]);
    });
  });
}
