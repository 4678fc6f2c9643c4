import { BehaviourSwitch } from './behaviour.js';

const failing = (behaviour: BehaviourSwitch, calls: number) =>
  Array.from({ length: calls }, () => behaviour.next()).filter(({ status }) => status !== undefined).length;

describe('a behaviour', () => {
  it('fails the next calls only, as many as told, and keeps its pace after them', () => {
    const behaviour = new BehaviourSwitch();
    behaviour.set({ status: 500, retryAfter: 3, times: 2, latencyMs: 5 });
    expect(behaviour.next()).toMatchObject({ status: 500, retryAfter: 3 });
    expect(failing(behaviour, 10)).toBe(1);
    expect(behaviour.next()).toEqual({ latencyMs: 5, times: 2 });
  });

  it('fails about the share of calls it is told', () => {
    const behaviour = new BehaviourSwitch();
    behaviour.set({ status: 500, share: 0.25 });
    const share = failing(behaviour, 4_000) / 4_000;
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.3);
  });

  it.each([
    [0, 0],
    [1, 50],
  ])('with share %d fails %d of 50 calls', (share, failures) => {
    const behaviour = new BehaviourSwitch();
    behaviour.set({ status: 500, share });
    expect(failing(behaviour, 50)).toBe(failures);
  });

  it('forgets what it was told before', () => {
    const behaviour = new BehaviourSwitch();
    behaviour.set({ status: 500, times: 1 });
    behaviour.set({ status: 503 });
    expect(failing(behaviour, 3)).toBe(3);
    behaviour.set({});
    expect(behaviour.next()).toEqual({});
  });
});
