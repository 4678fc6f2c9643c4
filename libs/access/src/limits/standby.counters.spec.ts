import { ManualClock, RecordingSignals } from '@app/core/testing';
import { MemoryCounters } from './adapters/memory.counters.js';
import type { Counters, Charge } from './counters.port.js';
import { StandbyCounters } from './standby.counters.js';

const CHARGE: Charge = { counter: '{acme}:requests', allowance: { limit: 2, periodMs: 60_000 }, cost: 1 };

describe('StandbyCounters', () => {
  const away: Counters = {
    take: () => Promise.reject(new Error('away')),
    record: () => Promise.reject(new Error('away')),
  };
  const scene = () => {
    const [clock, signals] = [new ManualClock(), new RecordingSignals()];
    const [there, local] = [new MemoryCounters(clock), new MemoryCounters(clock)];
    let isAway = false;
    const pick = () => (isAway ? away : there);
    const shared: Counters = {
      take: (charges) => pick().take(charges),
      record: (charges) => pick().record(charges),
    };
    const server = { runSoon: <Result>(call: () => Promise<Result>) => call() };
    const counters = new StandbyCounters({ shared, server, local, signals });
    const granted = async () => (await counters.take([CHARGE]))[0]!.granted;
    return { signals, counters, granted, goAway: (value: boolean) => (isAway = value) };
  };

  it('count for all replicas while that can be done', async () => {
    const { signals, granted } = scene();
    expect([await granted(), await granted(), await granted()]).toEqual([true, true, false]);
    expect([signals.counted, signals.states]).toEqual([[], []]);
  });

  it('count in this process meanwhile, and say so once', async () => {
    const { signals, counters, granted, goAway } = scene();
    await granted();
    goAway(true);
    expect([await granted(), await granted(), await granted()]).toEqual([true, true, false]);
    await counters.record([{ ...CHARGE, cost: 5 }]);
    expect(signals.states).toEqual(['limits:down']);
    expect(signals.counted).toEqual([
      ...Array<string>(3).fill('fail_open:limits.take'),
      'fail_open:limits.charge',
    ]);
    goAway(false);
    expect([await granted(), await granted()]).toEqual([true, false]);
    expect(signals.states).toEqual(['limits:down', 'limits:up']);
  });
});
