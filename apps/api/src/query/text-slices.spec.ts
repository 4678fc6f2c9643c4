import * as fc from 'fast-check';
import { slicesOf } from './text-slices.js';

describe('slicesOf', () => {
  it('gives a word and the space before it', () => {
    expect([...slicesOf('Refunds are\n\npaid. ')]).toEqual(['Refunds', ' are', '\n\npaid.', ' ']);
  });

  it('cuts what has no gaps', () => {
    expect([...slicesOf('x'.repeat(50))].map(({ length }) => length)).toEqual([24, 24, 2]);
  });

  it('loses nothing and splits no character, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const slices = [...slicesOf(text)];
        expect(slices.join('')).toBe(text);
        for (const slice of slices)
          expect(slice.isWellFormed()).toBe(text.isWellFormed() || slice.isWellFormed());
      }),
    );
    const emoji = '😀'.repeat(100);
    expect([...slicesOf(emoji)].every((slice) => slice.isWellFormed())).toBe(true);
  });
});
