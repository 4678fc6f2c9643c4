import canonicalize from 'canonicalize';
import * as fc from 'fast-check';
import { canonicalJson, MAX_DEPTH } from './canonical-json.js';

const reference = canonicalize as unknown as (value: unknown) => string;
const json = fc.jsonValue({ stringUnit: 'grapheme', maxDepth: 6 });

describe('canonicalJson', () => {
  it('writes every JSON value as the reference implementation of RFC 8785 does', () => {
    fc.assert(fc.property(json, (value) => expect(canonicalJson(value)).toBe(reference(value))));
  });

  it('gives a value back when parsed', () => {
    fc.assert(
      fc.property(json, (value) => {
        const normal: unknown = JSON.parse(JSON.stringify(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(normal);
      }),
    );
  });

  it('does not depend on the order in which members were added', () => {
    const pairs = fc.uniqueArray(fc.tuple(fc.string(), fc.integer()), { selector: ([name]) => name });
    fc.assert(
      fc.property(pairs, (members) => {
        const object = Object.fromEntries(members);
        const reversed = Object.fromEntries([...members].reverse());
        expect(canonicalJson(object)).toBe(canonicalJson(reversed));
      }),
    );
  });

  it('sorts names by UTF-16 code units, not by code points or locale', () => {
    expect(canonicalJson({ '\ufb33': 1, '\u{1f600}': 2, é: 3, z: 4, Z: 5 })).toBe(
      '{"Z":5,"z":4,"é":3,"\u{1f600}":2,"\ufb33":1}',
    );
  });

  it('leaves out members that are undefined, as JSON does', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
  });

  it.each([
    ['a lone surrogate', ['\ud800']],
    ['a lone surrogate in a name', { '\udc00': 1 }],
    ['not finite', { n: Number.POSITIVE_INFINITY }],
    ['not finite', [Number.NaN]],
    ['bigint', [1n]],
    ['undefined', [undefined]],
  ])('refuses %s instead of hashing something else', (_, value) => {
    expect(() => canonicalJson(value)).toThrow(/has no canonical JSON text/);
  });

  it('takes the deepest allowed value and refuses one level more', () => {
    const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
    expect(canonicalJson(nested(MAX_DEPTH))).toHaveLength(2 * MAX_DEPTH);
    expect(() => canonicalJson(nested(MAX_DEPTH + 1))).toThrow(/too many levels/);
    expect(() => canonicalJson(nested(5_000))).toThrow(/too many levels/);
  });

  it('treats a member called __proto__ as a member', () => {
    const value: unknown = JSON.parse('{"__proto__":{"a":1}}');
    expect(canonicalJson(value)).toBe('{"__proto__":{"a":1}}');
  });
});
