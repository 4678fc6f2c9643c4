import * as fc from 'fast-check';
import { anEntry } from '../testing/entries.js';
import { sha256 } from './digest.js';
import { EntrySeal } from './entry.seal.js';

describe('EntrySeal', () => {
  const seal = new EntrySeal('a secret of the operator');

  it('gives an entry back as it was', () => {
    const entry = anEntry({ question: 'Ümläut "quotes" \u2028 and ,"mac":"x"}' });
    expect(seal.unseal(seal.seal(entry))).toEqual({ ok: true, entry });
  });

  it('is JSON whose last member is the mac', () => {
    expect(Object.keys(JSON.parse(seal.seal(anEntry())) as object).at(-1)).toBe('mac');
  });

  it('notices a change of any character', () => {
    const body = seal.seal(anEntry());
    fc.assert(
      fc.property(fc.nat(body.length - 1), fc.integer({ min: 1, max: 127 }), (index, flip) => {
        const changed = String.fromCharCode(body.charCodeAt(index) ^ flip);
        expect(seal.unseal(body.slice(0, index) + changed + body.slice(index + 1)).ok).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  it('refuses what was sealed with another secret or with none', () => {
    const body = new EntrySeal('another').seal(anEntry());
    expect(seal.unseal(body)).toEqual({ ok: false, reason: 'integrity' });
    expect(seal.unseal(new EntrySeal().seal(anEntry()))).toEqual({ ok: false, reason: 'integrity' });
  });

  it('finds damage without a secret too', () => {
    const plain = new EntrySeal();
    const body = plain.seal(anEntry());
    expect(plain.unseal(body).ok).toBe(true);
    expect(plain.unseal(body.replace('An answer cache.', 'An answer cachf.'))).toEqual({
      ok: false,
      reason: 'integrity',
    });
  });

  it.each(['', '{}', 'null', 'garbage', '{"version":1,"mac":"00"}'])('calls %j another schema', (body) => {
    expect(seal.unseal(body)).toEqual({ ok: false, reason: 'schema' });
  });

  it('calls text that is no JSON another schema, though its mac is right', () => {
    const mac = sha256('{"half":}');
    expect(new EntrySeal().unseal(`{"half":,"mac":"${mac}"}`)).toEqual({ ok: false, reason: 'schema' });
  });

  it('refuses an entry of another version', () => {
    const future = { ...anEntry(), version: 3 as 2 };
    expect(seal.unseal(seal.seal(future))).toEqual({ ok: false, reason: 'schema' });
  });
});
