import * as fc from 'fast-check';
import { slicesOf, type Slicing } from './text.slices.js';

const SLICINGS: readonly Slicing[] = ['growing', 'token'];
const graphemesOf = (text: string) =>
  Array.from(new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text), ({ segment }) => segment);
const lengthsOf = (slices: readonly string[]) => slices.map(({ length }) => length);
/** Texts of every kind, some of them long enough for slices to grow. */
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .array(
      fc.constantFrom('word ', 'über', '你好世界', '👩‍👩‍👧‍👦', '🇫🇷', 'e\u0301', '\r\n', '\ud83d', ' \t', 'x'),
      {
        maxLength: 40,
      },
    )
    .map((parts) => parts.join('').repeat(10)),
);

describe.each(SLICINGS)('slicesOf, %s', (slicing) => {
  const sliced = (text: string | string[]) => [...slicesOf(text, slicing)];

  it('cuts before white space at first, about as tokens are', () => {
    expect(sliced('One two,\n three.  ')).toEqual(['One', ' two,', '\n three.', '  ']);
    expect(sliced('')).toEqual([]);
  });

  it('cuts long words between graphemes', () => {
    expect(lengthsOf(sliced('x'.repeat(30)))).toEqual([12, 12, 6]);
    expect(lengthsOf(sliced('你好世界'.repeat(5)))).toEqual([12, 8]);
    expect(sliced('👩‍👩‍👧‍👦'.repeat(2))).toEqual(['👩‍👩‍👧‍👦', '👩‍👩‍👧‍👦']);
    expect(sliced('12345678901👩‍👩‍👧‍👦 ')).toEqual(['12345678901', '👩‍👩‍👧‍👦', ' ']);
    const words = fc.string({ unit: 'grapheme', minLength: 5, maxLength: 2_000 });
    fc.assert(
      fc.property(words, (text) => {
        const word = text.replace(/\s/g, '');
        expect(sliced(word).flatMap(graphemesOf)).toEqual(graphemesOf(word));
      }),
    );
  });

  it('loses nothing, has no empty slice, and splits no character', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const slices = sliced(text);
        expect(slices.join('')).toBe(text);
        expect(slices).not.toContain('');
        expect(slices.flatMap((slice) => [...slice])).toEqual([...text]);
      }),
    );
  });

  it('keeps a letter with a thousand marks whole, and cuts what no script has between code points', () => {
    const letter = `e${'\u0301'.repeat(1_000)}`;
    expect(sliced(`${letter}a`)).toEqual([letter, 'a']);
    const monster = `e${'\u{e0100}'.repeat(20_000)}`;
    const slices = sliced(monster);
    expect(slices.join('')).toBe(monster);
    expect(Math.max(...lengthsOf(slices))).toBeLessThanOrEqual(16_384);
    expect(slices.every((slice) => slice.isWellFormed())).toBe(true);
  });

  it('is the same for a text that comes in pieces', () => {
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 5 }), (pieces) => {
        expect(sliced(pieces)).toEqual(sliced(pieces.join('')));
      }),
    );
  });
});

describe('slicesOf a long text', () => {
  const text = 'You may ask. Who said so? '.repeat(30_000);

  it('has slices that grow from a token to 4,096 units', () => {
    const lengths = lengthsOf([...slicesOf(text, 'growing')]);
    expect(lengths.slice(0, 6)).toEqual([3, 4, 5, 4, 5, 4]);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(4_096);
    expect(lengths.length).toBeLessThan(260);
    let told = 0;
    for (const length of lengths) {
      expect(length).toBeLessThanOrEqual(Math.max(12, told / 4));
      told += length;
    }
    expect([...slicesOf(text.trim(), 'growing')].filter((slice) => !/\S$/.test(slice))).toEqual([]);
  });

  it('keeps them short for those who see them one by one', () => {
    const lengths = lengthsOf([...slicesOf(text, 'token')]);
    expect(lengths.filter((length) => length > 12)).toEqual([]);
  });

  it('makes them as they are asked for', () => {
    let asked = 0;
    const pieces = (function* () {
      for (; asked < 1_000; asked++) yield 'You may ask. '.repeat(100);
    })();
    slicesOf(pieces, 'growing').next();
    expect(asked).toBeLessThan(20);
  });
});
