import { RecordingSignals } from '@app/core/testing';
import { Sweeper } from './sweeper.js';

describe('Sweeper', () => {
  it('counts a sweep that fails, and sweeps again on request', async () => {
    const signals = new RecordingSignals();
    const outcomes = [() => Promise.reject(new Error('database is locked')), async () => undefined];
    const sweeper = new Sweeper('entries', () => outcomes.shift()!(), signals);
    sweeper.start();
    await new Promise(setImmediate);
    sweeper.start();
    await sweeper.stop();
    expect(outcomes).toEqual([]);
    expect(signals.counted).toEqual(['fail_open:entries.sweep']);
  });
});
