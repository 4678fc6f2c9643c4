import * as fc from 'fast-check';
import { spelled } from '../../testing/spelled-json.js';
import { isIJson } from './i-json.js';

const judged = (text: string) => isIJson(text, JSON.parse(text));

describe('isIJson', () => {
  it('takes whatever JSON prints, however it is spelled', () => {
    const json = fc.jsonValue({ stringUnit: 'grapheme' });
    fc.assert(fc.property(spelled(json), ({ text }) => expect(judged(text)).toBe(true)));
  });

  it.each([
    '1.0',
    '-0',
    '0.0',
    '0e99',
    '1e2',
    '1E+2',
    '100e-2',
    '0.1',
    '5e-324',
    '1.7976931348623157e308',
    '0.00100',
    '9007199254740992e0',
    '120000000000000000000000',
  ])('takes %s, which is the same number when printed again', (number) => {
    expect(judged(`{"a":[${number}]}`)).toBe(true);
  });

  it.each([
    '1e400',
    '-1e400',
    '12345678901234567890',
    '9007199254740993',
    '0.10000000000000000001',
    '1e-400',
    '3.0000000000000000000001',
  ])('refuses %s, which is another number when printed again', (number) => {
    expect(judged(`{"a":[${number}]}`)).toBe(false);
  });

  it('takes an integer exactly when it is the one that is printed, so that no two become one', () => {
    const integers = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
    fc.assert(
      fc.property(integers, (integer) => {
        expect(judged(`[${integer}]`)).toBe(BigInt(String(Number(integer))) === integer);
      }),
    );
  });

  it.each([
    '{"a":1,"a":1}',
    '{"a":1,"\\u0061":1}',
    '[{"x":{"a":1,"b":2,"a":{"c":3}}}]',
    '{"__proto__":1,"__proto__":2}',
  ])('refuses %s for its repeated name', (text) => {
    expect(judged(text)).toBe(false);
  });

  it.each(['{"a":"\\ud800"}', '{"\\udc00":1}', '["\\ude00\\ud83d"]'])('refuses half a pair: %s', (text) => {
    expect(judged(text)).toBe(false);
  });

  it.each([
    '{"a":"1e400, \\"b\\":1, \\"b\\":1"}',
    '{"a":{"a":[{"a":1},{"a":1}]}}',
    '["\\ud83d\\ude00"]',
    '"a"',
    '{"a" : "b:"}',
  ])('takes %s', (text) => {
    expect(judged(text)).toBe(true);
  });

  it('does not mind depth or long numbers', () => {
    expect(judged('['.repeat(100_000) + ']'.repeat(100_000))).toBe(true);
    expect(judged(`[0.${'0'.repeat(500_000)}1]`)).toBe(false);
    expect(judged(`[1.${'0'.repeat(500_000)}]`)).toBe(true);
  });
});
