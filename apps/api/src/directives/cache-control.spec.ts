import * as fc from 'fast-check';
import { readCacheControl } from './cache-control.js';

describe('readCacheControl', () => {
  it.each([
    ['no-cache', { noCache: true }],
    ['No-Store', { noStore: true }],
    ['only-if-cached', { onlyIfCached: true }],
    ['max-age=0', { maxAgeMs: 0 }],
    ['max-age=007', { maxAgeMs: 7_000 }],
    ['MAX-AGE="60"', { maxAgeMs: 60_000 }],
    ['max-age = 60', { maxAgeMs: 60_000 }],
    ['max-age=99999999999999999999', { maxAgeMs: 2 ** 31 * 1_000 }],
    ['max-age=60, max-age=5, max-age=50', { maxAgeMs: 5_000 }],
    ['no-cache,no-store ,  max-age=1', { noCache: true, noStore: true, maxAgeMs: 1_000 }],
    [', ,no-cache,,', { noCache: true }],
    ['', {}],
    ['public, immutable, stale-if-error=60', {}],
  ])('reads %s', (header, said) => {
    expect(readCacheControl(header)).toEqual(said);
  });

  it.each([
    'max-age',
    'max-age=',
    'max-age=-1',
    'max-age=1.5',
    'max-age=ten',
    'max-age=1 2',
    'max-age="1',
    'no-cache=1',
    'no-cache;no-store',
    'no-cache="x, no-store"',
    'private="a, no-cache", x',
    'x="\\", no-cache"',
    'no cache',
    'nocache',
    '=no-cache',
  ])('ignores %s', (header) => {
    expect(readCacheControl(header)).toEqual({});
    expect(readCacheControl(`${header}, no-store`)).toEqual({ noStore: true });
  });

  it('says nothing without a header', () => {
    expect(readCacheControl(undefined)).toBeUndefined();
  });

  const known = fc.constantFrom('no-cache', 'NO-CACHE', 'No-Cache');
  const argument = fc.oneof(
    fc.constant(''),
    fc.stringMatching(/^=[a-z0-9.-]{1,9}$/),
    fc.string().map((text) => `="${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`),
  );
  const unknown = fc.tuple(fc.stringMatching(/^x-[a-z]{1,9}$/), argument).map((parts) => parts.join(''));
  const space = fc.stringMatching(/^[ \t]{0,3}$/);

  it('finds a directive among any others, and no other', () => {
    const lists = fc.tuple(fc.array(unknown), known, fc.array(unknown), space);
    fc.assert(
      fc.property(lists, ([before, directive, after, pad]) => {
        const header = [...before, directive, ...after].join(`${pad},${pad}`);
        expect(readCacheControl(header)).toEqual({ noCache: true });
        expect(readCacheControl([...before, ...after].join(`${pad},${pad}`))).toEqual({});
      }),
    );
  });

  it('reads whatever text there is, in no time', () => {
    const hostile = ['"\\', 'x="', '=', ',', ' ', 'max-age', '\\"', 'no-cache'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...hostile), { maxLength: 200 }), (parts) => {
        expect(typeof readCacheControl(parts.join(''))).toBe('object');
      }),
    );
    for (const part of hostile) readCacheControl(part.repeat(8_000));
  });
});
