import * as fc from 'fast-check';
import { KEY_ID, formatKey, newApiKey, parseKey } from './api-key.js';
import { base62 } from './base62.js';

const digits = (length: number) =>
  fc.string({
    unit: fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'),
    minLength: length,
    maxLength: length,
  });
const apiKey = fc.record({ id: digits(17), secret: digits(43) });

describe('stored keys as text', () => {
  it('are read as they were written', () => {
    fc.assert(fc.property(apiKey, (key) => expect(parseKey(formatKey(key))).toEqual(key)));
  });

  it('fit where keys of API_KEYS do', () => {
    fc.assert(fc.property(apiKey, (key) => expect(formatKey(key)).toMatch(/^[A-Za-z0-9_.~-]{24,128}$/)));
  });

  it('are told apart from the same with any one character changed', () => {
    const change = fc.tuple(apiKey, fc.nat(), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }));
    fc.assert(
      fc.property(change, ([key, place, other]) => {
        const text = formatKey(key);
        const at = place % text.length;
        fc.pre(text[at] !== other);
        expect(parseKey(text.slice(0, at) + other + text.slice(at + 1))).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });

  it('are told apart from any two neighbours exchanged, anything added, and anything left out', () => {
    fc.assert(
      fc.property(apiKey, fc.nat(), fc.string({ minLength: 1, maxLength: 3 }), (key, place, more) => {
        const text = formatKey(key);
        const at = place % (text.length - 1);
        const swapped = text.slice(0, at) + text[at + 1]! + text[at]! + text.slice(at + 2);
        if (swapped !== text) expect(parseKey(swapped)).toBeUndefined();
        for (const wrong of [more + text, text + more, text.slice(0, at) + text.slice(at + 1)])
          expect(parseKey(wrong)).toBeUndefined();
      }),
    );
  });

  it('are never mistaken for anything else', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => expect(parseKey(text)).toBeUndefined()));
  });

  it('are new each time, all of one length, with ids that name them', () => {
    const keys = Array.from({ length: 200 }, newApiKey);
    expect(new Set(keys.flatMap(({ id, secret }) => [id, secret])).size).toBe(400);
    expect(new Set(keys.map((key) => formatKey(key).length))).toEqual(new Set([70]));
    expect(keys.every(({ id }) => KEY_ID.test(id))).toBe(true);
  });
});

describe('base62', () => {
  it('keeps all 256 bits of a secret: two different ones have different digits', () => {
    const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(bytes, bytes, (one, other) => {
        const isSame = Buffer.from(one).equals(other);
        expect(base62(one, 43) === base62(other, 43)).toBe(isSame);
      }),
    );
    expect(base62(new Uint8Array(32).fill(255), 43)).toHaveLength(43);
  });

  it('refuses a number that needs more digits', () => {
    expect(() => base62(Uint8Array.of(1, 0), 1)).toThrow(RangeError);
    expect([base62(new Uint8Array(), 2), base62(Uint8Array.of(61), 1)]).toEqual(['00', 'z']);
  });
});
