import { RestartBackoff } from './restart.backoff.js';

describe('RestartBackoff', () => {
  it('replaces a worker that lived at once', () => {
    const pause = new RestartBackoff();
    expect([pause.after(60_000), pause.after(5_000)]).toEqual([0, 0]);
  });

  it('grows while workers die young, up to ten seconds', () => {
    const pause = new RestartBackoff();
    const pauses = Array.from({ length: 9 }, () => pause.after(10));
    expect(pauses).toEqual([100, 200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000]);
  });

  it('begins anew after one that lived', () => {
    const pause = new RestartBackoff();
    for (let death = 0; death < 5; death++) pause.after(10);
    pause.after(60_000);
    expect(pause.after(10)).toBe(100);
  });
});
