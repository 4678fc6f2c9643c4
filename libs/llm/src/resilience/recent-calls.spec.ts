import { ManualClock } from '@app/core/testing';
import { CircuitState } from 'cockatiel';
import { RecentCalls } from './recent-calls.js';

const { Closed, HalfOpen } = CircuitState;

describe('RecentCalls', () => {
  const clock = new ManualClock();
  const fail = (calls: RecentCalls, times: number) => {
    let open = false;
    for (let call = 0; call < times; call++) open = calls.failure(Closed);
    return open;
  };

  it('opens at the twentieth call of which half have failed', () => {
    const calls = new RecentCalls(clock);
    for (let call = 0; call < 10; call++) calls.success(Closed);
    expect(fail(calls, 9)).toBe(false);
    expect(fail(calls, 1)).toBe(true);
  });

  it('stays closed while fewer than half fail', () => {
    const calls = new RecentCalls(clock);
    for (let call = 0; call < 101; call++) calls.success(Closed);
    expect(fail(calls, 100)).toBe(false);
  });

  it('forgets what is older than ten seconds', () => {
    const calls = new RecentCalls(clock);
    fail(calls, 19);
    clock.advance(10_000);
    expect(fail(calls, 1)).toBe(false);
    expect(fail(calls, 19)).toBe(true);
  });

  it('begins anew after a probe that went well', () => {
    const calls = new RecentCalls(clock);
    fail(calls, 19);
    calls.success(HalfOpen);
    expect(fail(calls, 18)).toBe(false);
  });
});
