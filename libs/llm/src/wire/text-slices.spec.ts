import * as fc from 'fast-check';
import { textSlices } from './text-slices.js';

describe('textSlices', () => {
  it('are the text again, none empty or long', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const slices = textSlices(text);
        expect(slices.join('')).toBe(text);
        for (const slice of slices) expect([...slice].length).toBeLessThanOrEqual(32);
        expect(slices).not.toContain('');
      }),
    );
  });

  it('never end inside a surrogate pair', () => {
    for (let lead = 0; lead < 40; lead++)
      for (const slice of textSlices('x'.repeat(lead) + '🙂'.repeat(60)))
        expect(slice.isWellFormed()).toBe(true);
  });

  it('end at white space where there is some', () => {
    expect(textSlices('The quick brown fox jumps over the lazy dog, and over and over.')).toEqual([
      'The quick brown fox jumps over',
      ' the lazy dog, and over and',
      ' over.',
    ]);
    expect(textSlices('')).toEqual([]);
  });
});
