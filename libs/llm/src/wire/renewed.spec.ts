import { wireId, zeroed } from './renewed.js';

describe('wireId', () => {
  it('is the prefix and as many letters, and never the same', () => {
    const ids = Array.from({ length: 1_000 }, () => wireId('msg_', 24));
    for (const id of ids) expect(id).toMatch(/^msg_[0-9A-Za-z]{24}$/);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

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
