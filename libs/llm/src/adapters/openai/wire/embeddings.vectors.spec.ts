import * as fc from 'fast-check';
import { dimensionsOf, numbersJson, vectorIn, vectorJson } from './embeddings.vectors.js';

const finite = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 40 });
const base64Of = (floats: readonly number[]) => {
  const bytes = Buffer.alloc(floats.length * 4);
  floats.forEach((float, at) => bytes.writeFloatLE(float, at * 4));
  return bytes.toString('base64');
};

describe('a vector', () => {
  it('is the same from numbers and from base64, and back, bit for bit', () => {
    fc.assert(
      fc.property(finite, (floats) => {
        const vector = base64Of(floats);
        expect(vectorIn(floats)).toBe(vector);
        expect(vectorIn(vector)).toBe(vector);
        expect(dimensionsOf(vector)).toBe(floats.length);
        expect(JSON.parse(vectorJson(vector, 'base64'))).toBe(vector);
        const read = JSON.parse(vectorJson(vector, 'float')) as number[];
        expect(base64Of(read)).toBe(vector);
      }),
    );
  });

  it('becomes the nearest 32-bit floats of numbers with more digits', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 1 }), (numbers) => {
        expect(vectorIn(numbers)).toBe(base64Of(numbers.map(Math.fround)));
      }),
    );
  });

  it('is written as JSON, with the sign of zero', () => {
    expect(vectorJson(base64Of([-0, 0, 1e-7, 1e21, -0.1]), 'float')).toBe(
      '[-0,0,1.0000000116860974e-7,1.0000000200408773e+21,-0.10000000149011612]',
    );
    expect(numbersJson([-0, 0.1])).toBe('[-0,0.1]');
  });

  it('takes base64 without padding', () => {
    expect(vectorIn('AACAPw')).toBe('AACAPw==');
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['an empty list', []],
    ['an empty text', ''],
    ['texts', ['1']],
    ['a null among numbers', [1, null]],
    ['lists', [[1]]],
    ['a number beyond 32-bit floats', [1e39]],
    ['five bytes', 'AACAPwA='],
    ['characters that are no base64', 'AACA!Pw=='],
    ['a line break in base64', 'AACA\nPw=='],
    ['not a number', base64Of([NaN])],
    ['infinity', base64Of([Infinity])],
  ])('is not made from %s', (_, embedding) => {
    expect(vectorIn(embedding)).toBeUndefined();
  });
});
