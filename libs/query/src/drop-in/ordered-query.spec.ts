import * as fc from 'fast-check';
import { orderedQuery } from './ordered-query.js';

describe('orderedQuery', () => {
  it.each([
    ['', ''],
    ['?', ''],
    ['?&&', ''],
    ['?beta=true', 'beta=true'],
    ['?b=2&a=1', 'a=1&b=2'],
    ['?a=2&b=0&a=1', 'a=2&a=1&b=0'],
    ['?a', 'a'],
    ['?a=', 'a='],
    ['?a=%20', 'a=%20'],
    ['?a=+', 'a=+'],
  ])('of %j is %j', (search, ordered) => {
    expect(orderedQuery(search)).toBe(ordered);
  });

  it('is the same in whatever order names come, and another one with other values', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z-]{1,5}$/), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(names, fc.nat(), (all, turn) => {
        const parameters = all.map((name, at) => `${name}=${at}`);
        const at = turn % all.length;
        const turned = [...parameters.slice(at), ...parameters.slice(0, at)];
        const ordered = orderedQuery(`?${parameters.join('&')}`);
        expect(orderedQuery(`?${turned.join('&')}`)).toBe(ordered);
        expect(orderedQuery(`?${parameters.join('&')}x`)).not.toBe(ordered);
      }),
    );
  });
});
