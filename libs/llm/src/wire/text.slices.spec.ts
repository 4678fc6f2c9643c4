import * as fc from 'fast-check';
import { slicesOf } from './text.slices.js';

const graphemesOf = (text: string) =>
  Array.from(new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text), ({ segment }) => segment);

describe('slicesOf', () => {
  it('cuts before white space, about as tokens are', () => {
    expect(slicesOf('One two,\n three.  ')).toEqual(['One', ' two,', '\n three.', '  ']);
    expect(slicesOf('')).toEqual([]);
  });

  it('loses nothing and has no empty slice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(slicesOf(text).join('')).toBe(text);
        expect(slicesOf(text)).not.toContain('');
      }),
    );
  });

  it('cuts long words between graphemes', () => {
    const words = fc.string({ unit: 'grapheme', minLength: 5, maxLength: 100 });
    fc.assert(
      fc.property(words, (text) => {
        const word = text.replace(/\s/g, '');
        expect(slicesOf(word).flatMap(graphemesOf)).toEqual(graphemesOf(word));
      }),
    );
  });

  it('keeps long words short', () => {
    expect(slicesOf('x'.repeat(30)).map(({ length }) => length)).toEqual([12, 12, 6]);
    expect(slicesOf('你好世界'.repeat(5)).map(({ length }) => length)).toEqual([12, 8]);
    expect(slicesOf('👩‍👩‍👧‍👦'.repeat(2))).toEqual(['👩‍👩‍👧‍👦', '👩‍👩‍👧‍👦']);
  });

  it('keeps them as short as is asked for', () => {
    expect(slicesOf('Refunds are\n\npaid. ', 24)).toEqual(['Refunds', ' are', '\n\npaid.', ' ']);
    expect(slicesOf('x'.repeat(50), 24).map(({ length }) => length)).toEqual([24, 24, 2]);
  });

  it('loses nothing and splits no character, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const slices = slicesOf(text, 24);
        expect(slices.join('')).toBe(text);
        for (const slice of slices)
          expect(slice.isWellFormed()).toBe(text.isWellFormed() || slice.isWellFormed());
      }),
    );
    const emoji = '😀'.repeat(100);
    expect(slicesOf(emoji, 24).every((slice) => slice.isWellFormed())).toBe(true);
  });
});
