import * as fc from 'fast-check';
import { jsonPieces } from './json.pieces.js';

/** As it comes out of a JSON text. */
const values = fc
  .tuple(fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' }), fc.nat({ max: 20_000 }))
  .map(([value, times]) => {
    const long = ['x"\\', '\u0000', '😀', '\ud83d', 'ü '][times % 5]!.repeat(times);
    return JSON.parse(JSON.stringify([value, { long, [long]: [value, long, [], {}, null, 1.5] }])) as unknown;
  });

describe('jsonPieces', () => {
  it('is the JSON text of a value', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect([...jsonPieces(value)].join('')).toBe(JSON.stringify(value));
      }),
    );
  });

  it('is one piece of a short value, and none is long', () => {
    expect([...jsonPieces({ a: [1, 'two'], b: undefined })]).toEqual(['{"a":[1,"two"]}']);
    const long = { a: 'x'.repeat(770_000), list: Array(100_000).fill('four'), b: undefined };
    const pieces = [...jsonPieces(long)];
    expect(pieces.join('')).toBe(JSON.stringify(long));
    expect(pieces.filter(({ length }) => length > 8_192)).toEqual([]);
  });

  it('cuts no character', () => {
    const pieces = [...jsonPieces(`x${'😀'.repeat(10_000)}`)];
    expect(pieces.length).toBeGreaterThan(3);
    expect(pieces.every((piece) => piece.isWellFormed())).toBe(true);
  });

  it('keeps a member with the name of the prototype', () => {
    const text = `{"__proto__":{"a":"${'x'.repeat(9_000)}"},"b":1}`;
    expect([...jsonPieces(JSON.parse(text))].join('')).toBe(text);
  });

  it('makes pieces as they are asked for', () => {
    const list = Array.from({ length: 10 }, () => 'x'.repeat(9_000));
    let read = 0;
    const watched = new Proxy(list, {
      get: (target, name, receiver) => {
        if (name === '9') read++;
        return Reflect.get(target, name, receiver) as unknown;
      },
    });
    const pieces = jsonPieces(watched);
    for (let asked = 0; asked < 6; asked++) pieces.next();
    expect(read).toBe(0);
  });
});
