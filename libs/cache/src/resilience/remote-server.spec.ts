import { RecordingSignals } from '@app/core/testing';
import { RemoteServer } from './remote-server.js';

const fails = () => Promise.reject(new Error('connect ECONNREFUSED'));
const works = () => Promise.resolve('answer');

describe('RemoteServer', () => {
  let signals: RecordingSignals;
  let pings: number;
  let isBack: boolean;
  let server: RemoteServer;

  beforeEach(() => {
    jest.useFakeTimers();
    [signals, pings, isBack] = [new RecordingSignals(), 0, false];
    const ping = async () => {
      pings += 1;
      if (!isBack) throw new Error('still away');
    };
    server = new RemoteServer('redis', ping, signals);
  });
  afterEach(() => {
    server.close();
    jest.useRealTimers();
  });

  const failThreeTimes = async () => {
    for (let call = 0; call < 3; call++) await expect(server.run(fails)).rejects.toThrow('ECONNREFUSED');
  };

  it('is called until three calls in a row have failed', async () => {
    for (let call = 0; call < 2; call++) await expect(server.run(fails)).rejects.toThrow();
    expect(await server.run(works)).toBe('answer');
    await failThreeTimes();
    await expect(server.run(works)).rejects.toThrow();
  });

  it('tells once that it is gone and once that it is back, and calls nobody in between', async () => {
    await failThreeTimes();
    expect(signals.states).toEqual(['redis:down']);
    const call = jest.fn(works);
    await expect(server.run(call)).rejects.toThrow();
    expect(call).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1_500);
    expect(pings).toBe(3);
    isBack = true;
    await jest.advanceTimersByTimeAsync(500);
    expect(signals.states).toEqual(['redis:down', 'redis:up']);
    expect(await server.run(works)).toBe('answer');
    await jest.advanceTimersByTimeAsync(5_000);
    expect(pings).toBe(4);
  });

  it('may be declared gone, as by who could not reach it at start', async () => {
    server.lost(new Error('connect ECONNREFUSED'));
    server.lost(new Error('again'));
    expect({ isUp: server.isUp, states: signals.states }).toEqual({ isUp: false, states: ['redis:down'] });
    isBack = true;
    await jest.advanceTimersByTimeAsync(500);
    expect(server.isUp).toBe(true);
    expect(await server.run(works)).toBe('answer');
  });

  it('asks no more once it is closed', async () => {
    await failThreeTimes();
    server.close();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(pings).toBe(0);
  });
});
