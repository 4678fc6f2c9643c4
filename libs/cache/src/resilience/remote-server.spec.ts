import { RecordingSignals } from '@app/core/testing';
import { RemoteServer } from './remote-server.js';

describe('RemoteServer', () => {
  let isBack: boolean;
  let pings: number;
  let signals: RecordingSignals;
  let server: RemoteServer;
  const fail = () => Promise.reject(new Error('timed out'));
  const succeed = () => Promise.resolve('ok');

  beforeEach(() => {
    jest.useFakeTimers();
    [isBack, pings, signals] = [false, 0, new RecordingSignals()];
    const ping = async () => {
      pings++;
      if (!isBack) throw new Error('still away');
    };
    server = new RemoteServer('redis', ping, signals);
  });
  afterEach(() => {
    server.close();
    jest.useRealTimers();
  });

  const breakIt = async () => {
    for (let failure = 0; failure < 3; failure++) await expect(server.run(fail)).rejects.toThrow('timed out');
  };

  it('lets results and single failures through', async () => {
    expect(await server.run(succeed)).toBe('ok');
    await expect(server.run(fail)).rejects.toThrow('timed out');
    expect(await server.run(succeed)).toBe('ok');
    expect(server.isUp).toBe(true);
  });

  it('opens after three failures in a row, says so once, and then fails at once without a call', async () => {
    await breakIt();
    let called = 0;
    await expect(server.run(async () => called++)).rejects.toThrow();
    expect([called, server.isUp]).toEqual([0, false]);
    expect(signals.states).toEqual(['redis:down']);
    expect(signals.openBreakers()).toEqual(['redis']);
  });

  it('is closed by a ping in the background, never by a call', async () => {
    await breakIt();
    await jest.advanceTimersByTimeAsync(1_600);
    expect([pings, server.isUp]).toEqual([3, false]);
    isBack = true;
    await jest.advanceTimersByTimeAsync(500);
    expect(await server.run(succeed)).toBe('ok');
    expect(signals.states).toEqual(['redis:down', 'redis:up']);
    expect(signals.openBreakers()).toEqual([]);
  });

  it('opens again when the server leaves again', async () => {
    await breakIt();
    isBack = true;
    await jest.advanceTimersByTimeAsync(500);
    await breakIt();
    expect(signals.states).toEqual(['redis:down', 'redis:up', 'redis:down']);
  });

  it('may be declared gone, as by who could not reach it at start', async () => {
    server.lost(new Error('connect ECONNREFUSED'));
    server.lost(new Error('again'));
    expect({ isUp: server.isUp, states: signals.states }).toEqual({ isUp: false, states: ['redis:down'] });
    isBack = true;
    await jest.advanceTimersByTimeAsync(500);
    expect(await server.run(succeed)).toBe('ok');
  });

  it('stays closed when the server only refuses single calls', async () => {
    const refusing = new RemoteServer('redis', succeed as never, signals, {
      isAbsence: ({ message }) => message !== 'OOM',
    });
    for (let call = 0; call < 10; call++)
      await expect(refusing.run(() => Promise.reject(new Error('OOM')))).rejects.toThrow('OOM');
    expect(refusing.isUp).toBe(true);
  });

  it('waits for a call that a request waits for only so long', async () => {
    // How busy the process is can't be faked.
    jest.useRealTimers();
    const patient = new RemoteServer('redis', succeed as never, signals, { patienceMs: 10 });
    for (let call = 0; call < 3; call++)
      await expect(patient.runSoon(() => new Promise(() => {}))).rejects.toThrow('10 ms');
    expect(patient.isUp).toBe(false);
    patient.close();
  });

  it('stays closed while a slow server answers others', async () => {
    jest.useRealTimers();
    const slow = new RemoteServer('redis', succeed as never, signals, { patienceMs: 10 });
    // All fail one after the other, with no success between them that would end the row.
    const late = Array.from({ length: 5 }, () => slow.runSoon(() => new Promise(() => {})));
    await slow.runSoon(succeed);
    for (const call of late) await expect(call).rejects.toThrow('answered others');
    expect(slow.isUp).toBe(true);
  });

  it('asks no more once it is closed', async () => {
    await breakIt();
    server.close();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(pings).toBe(0);
  });
});
