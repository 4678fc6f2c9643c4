import { zeroed } from './zeroed.js';

describe('zeroed', () => {
  it('has every count at zero, and all the rest as it was', () => {
    const usage = {
      input_tokens: 5,
      cache_read_input_tokens: null,
      service_tier: 'standard',
      details: { reasoning_tokens: 7, iterations: [{ type: 'message', output_tokens: 3 }] },
    };
    expect(zeroed(usage)).toEqual({
      input_tokens: 0,
      cache_read_input_tokens: null,
      service_tier: 'standard',
      details: { reasoning_tokens: 0, iterations: [{ type: 'message', output_tokens: 0 }] },
    });
  });
});
