import { RecordingSignals } from '@app/core/testing';
import { plainSearch } from './exact-search.js';
import { loadExactSearch } from './native-search.js';

describe('loadExactSearch', () => {
  it('counts that the native module could not be loaded, and scans without it', async () => {
    const signals = new RecordingSignals();
    const search = await loadExactSearch(signals, () => Promise.reject(new Error('no such module')));
    expect(search).toBe(plainSearch);
    expect(signals.counted).toContain('fail_open:vectors.native_search');
  });

  it('counts nothing where it is there', async () => {
    const signals = new RecordingSignals();
    expect(await loadExactSearch(signals, async () => plainSearch)).toBe(plainSearch);
    expect(signals.counted).toEqual([]);
  });
});
