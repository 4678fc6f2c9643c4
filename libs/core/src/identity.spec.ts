import * as fc from 'fast-check';
import { canonicalJson, MAX_DEPTH } from './canonical-json.js';
import { sha256 } from './digest.js';
import { canonicalKeyOf, keyOf, scopeOf, type ScopeParts } from './identity.js';

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const parts: fc.Arbitrary<ScopeParts> = fc.record({
  tenant: text,
  namespace: text,
  endpoint: text,
  profile: fc.dictionary(text, fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null))),
});
const question = fc.oneof(text, fc.constant(null));

describe('identity', () => {
  it('is 64 hex digits', () => {
    const scope = scopeOf({ tenant: 'a', namespace: 'b', endpoint: 'query', profile: {} });
    expect([scope, keyOf(scope, 'q'), canonicalKeyOf(scope, 'q')].join()).toMatch(/^([0-9a-f]{64},?){3}$/);
  });

  it('is the same for equal requests and differs as soon as any part differs', () => {
    fc.assert(
      fc.property(parts, question, parts, question, (one, asked, other, otherAsked) => {
        const equal = JSON.stringify([sorted(one), asked]) === JSON.stringify([sorted(other), otherAsked]);
        expect(keyOf(scopeOf(one), asked) === keyOf(scopeOf(other), otherAsked)).toBe(equal);
        expect(keyOf(scopeOf(one), asked)).toBe(keyOf(scopeOf(structuredClone(one)), asked));
      }),
    );
  });

  it('does not let text move between neighbouring parts', () => {
    const base = { endpoint: 'query', profile: {} };
    expect(scopeOf({ ...base, tenant: 'ab', namespace: 'c' })).not.toBe(
      scopeOf({ ...base, tenant: 'a', namespace: 'bc' }),
    );
    expect(scopeOf({ ...base, tenant: 'a","namespace":"b', namespace: 'c' })).not.toBe(
      scopeOf({ ...base, tenant: 'a', namespace: 'b' }),
    );
  });

  it('tells apart letter case, white space, zero and absent, and no question from an empty or "null" one', () => {
    const scope = (profile: Record<string, unknown>) =>
      scopeOf({ tenant: 'a', namespace: 'b', endpoint: 'query', profile });
    const same = scope({});
    expect(
      new Set([same, scope({ temperature: 0 }), scope({ temperature: null }), scope({ temperature: '0' })])
        .size,
    ).toBe(4);
    expect(new Set([null, '', 'null', 'Null', 'null '].map((asked) => keyOf(same, asked))).size).toBe(5);
  });

  it('takes bodies of every depth that requests may have', () => {
    const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
    const scope = (body: unknown) =>
      scopeOf({ tenant: 'a', namespace: 'b', endpoint: 'query', profile: { body } });
    expect(scope(nested(MAX_DEPTH))).not.toBe(scope(nested(MAX_DEPTH - 1)));
    expect(() => scope(nested(MAX_DEPTH + 1))).toThrow(/too many levels/);
  });

  it('does not read canonical keys that were made under older rules', () => {
    const scope = scopeOf({ tenant: 'a', namespace: 'b', endpoint: 'query', profile: {} });
    expect(canonicalKeyOf(scope, 'q')).not.toBe(sha256(canonicalJson({ scope, canonical: 'q' })));
  });

  it('keeps exact and canonical keys apart', () => {
    const scope = scopeOf({ tenant: 'a', namespace: 'b', endpoint: 'query', profile: {} });
    expect(keyOf(scope, 'q')).not.toBe(canonicalKeyOf(scope, 'q'));
  });
});

function sorted({ profile, ...rest }: ScopeParts): unknown {
  return [rest, Object.entries(profile).sort(([one], [other]) => (one < other ? -1 : 1))];
}
