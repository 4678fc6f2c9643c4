import { RecordingSignals } from '@app/core/testing';
import { UpstreamGate } from './upstream-gate.js';

describe('UpstreamGate', () => {
  let signals: RecordingSignals;
  let gate: UpstreamGate;
  let finish: (() => void)[];
  const held = () => new Promise<string>((resolve) => finish.push(() => resolve('answer')));
  const hold = (tenant: string, calls: number) =>
    Array.from({ length: calls }, () => gate.pass(tenant, held));
  const ask = (tenant: string) => gate.pass(tenant, async () => 'answer');

  beforeEach(() => {
    [signals, finish] = [new RecordingSignals(), []];
    gate = new UpstreamGate(4, signals);
  });

  it('refuses at once, without a call, what is over the bound, and says when to come back', async () => {
    void [...hold('acme', 2), ...hold('globex', 2)];
    let called = 0;
    await expect(gate.pass('initech', async () => called++)).rejects.toMatchObject({
      code: 'overloaded',
      retryAfterMs: 1_000,
    });
    expect([called, signals.counted]).toEqual([0, ['refusal:all-in-use']]);
  });

  it('gives one tenant half of the room, and the rest to the others', async () => {
    void hold('acme', 2);
    await expect(ask('acme')).rejects.toMatchObject({ code: 'overloaded' });
    expect(signals.counted).toEqual(['refusal:tenant-share']);
    expect(await ask('globex')).toBe('answer');
  });

  it('refuses everybody while the process is late with everything', async () => {
    const lag = { isTooHigh: true };
    gate = new UpstreamGate(4, signals, lag);
    await expect(ask('acme')).rejects.toMatchObject({ code: 'overloaded', retryAfterMs: 1_000 });
    expect(signals.counted).toEqual(['refusal:process-busy']);
    lag.isTooHigh = false;
    expect(await ask('acme')).toBe('answer');
  });

  it('has room again as soon as a call has ended', async () => {
    const [first] = hold('acme', 2);
    expect(signals.level('upstream_calls')).toBe(2);
    finish[0]!();
    await first;
    expect(signals.level('upstream_calls')).toBe(1);
    expect(await ask('acme')).toBe('answer');
  });

  it('takes a call that failed for ended, and passes its failure on', async () => {
    const fail = () => gate.pass('acme', () => Promise.reject(new Error('cut')));
    for (let call = 0; call < 10; call++) await expect(fail()).rejects.toThrow('cut');
    expect(await ask('acme')).toBe('answer');
    expect(signals.counted).toEqual([]);
  });

  it('lets a tenant ask even when the bound is one', async () => {
    gate = new UpstreamGate(1, signals);
    expect(await ask('acme')).toBe('answer');
    void hold('acme', 1);
    await expect(ask('globex')).rejects.toMatchObject({ code: 'overloaded' });
  });
});
