import { wireId } from './wire-id.js';

describe('wireId', () => {
  it('is the prefix and as many letters, and never the same', () => {
    const ids = Array.from({ length: 1_000 }, () => wireId('msg_', 24));
    for (const id of ids) expect(id).toMatch(/^msg_[0-9A-Za-z]{24}$/);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
