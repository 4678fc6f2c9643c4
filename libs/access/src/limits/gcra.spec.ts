import * as fc from 'fast-check';
import { charge, check, type Allowance } from './gcra.js';

const MINUTE = 60_000;

/** Asks one by one, as a counter does. */
function counter(allowance: Allowance) {
  let earnedAt = 0;
  return (now: number, cost = 1) => {
    const quota = check(earnedAt, cost, allowance, now);
    if (quota.granted) earnedAt = charge(earnedAt, cost, allowance, now);
    return quota;
  };
}

describe('the rate of a counter', () => {
  it('grants the whole limit at once, then one per interval', () => {
    const take = counter({ limit: 60, periodMs: MINUTE });
    const burst = Array.from({ length: 61 }, () => take(1_000_000).granted);
    expect(burst).toEqual([...Array(60).fill(true), false]);
    expect(take(1_000_999).granted).toBe(false);
    expect(take(1_001_000).granted).toBe(true);
    expect(take(1_001_000)).toMatchObject({ granted: false, remaining: 0, waitMs: 1_000 });
  });

  it('never grants more than the limit and what was earned meanwhile', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000 }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 1, max: 5 })), {
          maxLength: 200,
        }),
        (limit, asks) => {
          const take = counter({ limit, periodMs: MINUTE });
          let [now, granted] = [1_000_000, 0];
          for (const [pause, cost] of asks) {
            now += pause;
            if (take(now, cost).granted) granted += cost;
          }
          expect(granted).toBeLessThanOrEqual(limit + (limit * (now - 1_000_000 + 1)) / MINUTE);
        },
      ),
    );
  });

  it('grants again after the time that it told', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 20 }), (limit, cost) => {
        fc.pre(cost <= limit);
        const take = counter({ limit, periodMs: MINUTE });
        let quota = take(1_000, cost);
        while (quota.granted) quota = take(1_000, cost);
        expect(take(1_000 + quota.waitMs, cost).granted).toBe(true);
      }),
    );
  });

  it('lets what is known only afterwards be owed', () => {
    const allowance = { limit: 100, periodMs: MINUTE };
    const earnedAt = charge(0, 250, allowance, 1_000);
    expect(check(earnedAt, 0, allowance, 1_000)).toMatchObject({ granted: false, remaining: 0 });
    const { waitMs } = check(earnedAt, 0, allowance, 1_000);
    expect([waitMs, check(earnedAt, 0, allowance, 1_000 + waitMs).granted]).toEqual([60_600, true]);
  });

  it('forgives what is owed beyond two periods, and what a clock that was set back can not know', () => {
    const allowance = { limit: 100, periodMs: MINUTE };
    const earnedAt = charge(0, 1_000_000, allowance, 1_000_000);
    expect(earnedAt).toBe(1_000_000 + 2 * MINUTE);
    expect(check(earnedAt, 1, allowance, 1_000_000 - 1_000)).toMatchObject({ granted: true, remaining: 99 });
  });
});
