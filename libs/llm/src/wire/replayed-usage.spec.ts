import { replayedUsage } from './replayed-usage.js';

const usage = {
  input_tokens: 5,
  cache_read_input_tokens: null,
  service_tier: 'standard',
  details: { reasoning_tokens: 7, iterations: [{ type: 'message', output_tokens: 3 }] },
};

describe('replayedUsage', () => {
  it('is the original', () => {
    expect(replayedUsage(usage, { now: 0, usage: 'original' })).toBe(usage);
  });

  it('has every count at zero, and all the rest as it was', () => {
    expect(replayedUsage(usage, { now: 0, usage: 'zero' })).toEqual({
      input_tokens: 0,
      cache_read_input_tokens: null,
      service_tier: 'standard',
      details: { reasoning_tokens: 0, iterations: [{ type: 'message', output_tokens: 0 }] },
    });
  });
});
