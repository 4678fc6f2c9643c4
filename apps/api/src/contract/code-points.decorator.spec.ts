import * as fc from 'fast-check';
import { isWithin } from './code-points.decorator.js';

describe('isWithin', () => {
  it('counts code points, however many units they take', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme-composite', maxLength: 12 }),
        fc.nat(8),
        fc.nat(8),
        (text, min, more) => {
          const count = [...text].length;
          expect(isWithin(text, { min, max: min + more })).toBe(count >= min && count <= min + more);
        },
      ),
    );
  });

  it.each([
    ['   ', false],
    ['\u3000\n', false],
    ['  a  ', true],
    [` ${'a'.repeat(10_000)} `, true],
    [`${'a'.repeat(10_001)}`, false],
    ['😀'.repeat(10_000), true],
    ['😀'.repeat(10_001), false],
  ])('does not count white space at the ends when told so', (text, expected) => {
    expect(isWithin(text, { min: 1, max: 10_000, trimmed: true })).toBe(expected);
  });
});
