import { ManualClock } from '@app/core/testing';
import { LagWatch } from './lag-watch.js';

describe('LagWatch', () => {
  let clock: ManualClock;
  let lag: LagWatch;
  /** Ticks of the timer, each this much too late. */
  const ticks = (...lags: number[]) => {
    for (const late of lags) {
      clock.advance(100 + late);
      jest.advanceTimersByTime(100);
    }
  };
  beforeEach(() => {
    jest.useFakeTimers();
    clock = new ManualClock();
    lag = new LagWatch(250, clock);
    lag.onApplicationBootstrap();
  });
  afterEach(() => {
    lag.onApplicationShutdown();
    jest.useRealTimers();
  });

  it('is too high when every tick of a while was late, until one is in time', () => {
    ticks(400, 300);
    expect(lag.isTooHigh).toBe(false);
    ticks(250);
    expect(lag.isTooHigh).toBe(true);
    ticks(10);
    expect(lag.isTooHigh).toBe(false);
  });

  it('does not mind one long pause', () => {
    ticks(0, 2_000, 0, 3_000, 0, 0);
    expect(lag.isTooHigh).toBe(false);
  });

  it('has no timer when it is off, nor after the end', () => {
    lag.onApplicationShutdown();
    expect(jest.getTimerCount()).toBe(0);
    const off = new LagWatch(0, clock);
    off.onApplicationBootstrap();
    expect([jest.getTimerCount(), off.isTooHigh]).toEqual([0, false]);
  });
});
