import { MAX_VALUES, RagCacheError } from '@app/core';
import * as fc from 'fast-check';
import { BATCH_LIMITS, limitsOf, readDropInBody } from './drop-in.body.js';

const MIB = 1_048_576;
const LIMITS = limitsOf(MIB);
const read = (text: string) => readDropInBody(Buffer.from(text), LIMITS);
const refusalOf = (raw: Buffer | string): RagCacheError => {
  try {
    readDropInBody(Buffer.from(raw), LIMITS);
  } catch (error) {
    if (error instanceof RagCacheError) return error;
  }
  throw new Error('It was not refused.');
};
/** An object with so many levels, itself included. */
const nested = (levels: number, [open, innermost, close]: readonly [string, string, string]) =>
  `{"a":${open.repeat(levels - 1)}${innermost}${close.repeat(levels - 1)}}`;
const OBJECTS = ['{"a":', 'null', '}'] as const;
const ARRAYS = ['[', '', ']'] as const;
/** A body of exactly so many bytes. */
const sized = (bytes: number) => `{"a":"${'x'.repeat(bytes - '{"a":""}'.length)}"}`;

describe('readDropInBody', () => {
  it('gives the bytes as they came, and what they say', () => {
    const raw = Buffer.from(' {"model":"m", "é":[1.0]}\n');
    const body = readDropInBody(raw, LIMITS);
    expect(body).toEqual({ raw, body: { model: 'm', é: [1] }, unsound: undefined });
    expect(body.raw).toBe(raw);
  });

  it('looks into a body of 1 MiB, and into none that is larger', () => {
    expect(read(sized(MIB)).unsound).toBeUndefined();
    const large = read(sized(MIB + 1));
    expect(large).toEqual({ raw: large.raw, unsound: 'too-large', large: expect.any(Function) });
  });

  it('can look into a larger one on request, up to 8 MiB that are not wide, deep or ambiguous', () => {
    const { length } = read(sized(8 * MIB)).large!()!['a'] as string;
    expect(length).toBe(8 * MIB - '{"a":""}'.length);
    const filling = 'x'.repeat(MIB);
    for (const text of [
      sized(8 * MIB + 1),
      `{"a":"${filling}","a":1}`,
      `{"a":"${filling}","b":${nested(65, ARRAYS)}}`,
      `{"a":"${filling}","b":[${Array(MAX_VALUES).fill('0').join()}]}`,
    ])
      expect(read(text).large!()).toBeUndefined();
  });

  it('lets a larger one pass, whatever it is', () => {
    expect(read('['.repeat(MIB + 1)).unsound).toBe('too-large');
    expect(readDropInBody(Buffer.alloc(MIB + 1, 0xff), LIMITS).unsound).toBe('too-large');
  });

  it.each([
    ['objects', OBJECTS],
    ['arrays', ARRAYS],
  ])('takes 64 levels of %s, and says so of one more', (_, kind) => {
    expect(read(nested(64, kind)).unsound).toBeUndefined();
    expect(read(nested(65, kind))).toMatchObject({ unsound: 'too-deep', body: { a: expect.anything() } });
  });

  it('survives the deepest that is looked into', () => {
    expect(read(nested(MAX_VALUES, ARRAYS)).unsound).toBe('too-deep');
  });

  it('looks into 10,000 members and items, and into no more, whatever they are', () => {
    const wide = (items: number) => `{"a":[${Array(items).fill('0').join()}]}`;
    expect(read(wide(MAX_VALUES - 1)).unsound).toBeUndefined();
    const wider = read(wide(MAX_VALUES));
    expect(wider).toEqual({ raw: wider.raw, unsound: 'too-wide' });
    expect(read(nested(MIB / 2 - 4, ARRAYS)).unsound).toBe('too-wide');
    expect(read(',0'.repeat(MAX_VALUES + 1)).unsound).toBe('too-wide');
  });

  describe('of a batch', () => {
    const readBatch = (text: string) => readDropInBody(Buffer.from(text), BATCH_LIMITS);
    const tokens = (items: number) => `{"input":[${Array(items).fill('0').join()}]}`;
    const members = (count: number) => `{${Array.from({ length: count }, (_, at) => `"m${at}":0`).join()}}`;

    it('looks into 4 MiB and 400,000 items', () => {
      expect(readBatch(sized(4 * MIB)).unsound).toBeUndefined();
      expect(readBatch(sized(4 * MIB + 1)).unsound).toBe('too-large');
      expect(readBatch(tokens(BATCH_LIMITS.values - 1)).unsound).toBeUndefined();
      expect(readBatch(tokens(BATCH_LIMITS.values)).unsound).toBe('too-wide');
    });

    it('looks into no more members than of any other body', () => {
      expect(readBatch(members(MAX_VALUES)).unsound).toBeUndefined();
      expect(readBatch(members(MAX_VALUES + 1)).unsound).toBe('too-wide');
    });

    it('survives the deepest that is looked into', () => {
      expect(readBatch(nested(BATCH_LIMITS.values, ARRAYS)).unsound).toBe('too-deep');
    });
  });

  it.each([
    ['a name twice', '{"model":"m","model":"m"}'],
    ['a name twice, deep inside', '{"a":[{"b":1,"b":2}]}'],
    ['a name twice, spelled in two ways', '{"a":1,"\\u0061":2}'],
    ['a lone surrogate in a text', '{"a":"\\ud800"}'],
    ['a lone surrogate in a name', '{"\\udfff":1}'],
    ['a number that is more exact than ours', '{"seed":12345678901234567890}'],
    ['a number that is too large', '{"a":1e999}'],
  ])('says that it has no identity with %s', (_, text) => {
    expect(read(text)).toMatchObject({ unsound: 'not-i-json', body: JSON.parse(text) as object });
  });

  it.each([
    ['nothing', ''],
    ['white space', ' \n'],
    ['half an object', '{"model":'],
    ['two objects', '{}{}'],
    ['a comment', '{} // really'],
  ])('refuses %s', (_, text) => {
    expect(refusalOf(text).code).toBe('malformed_json');
  });

  it.each([
    ['a byte that no text has', [0x80]],
    ['half a character', [0xc3]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['too long a spelling', [0xc0, 0x80]],
  ])('refuses what is not UTF-8: %s', (_, bytes) => {
    const raw = Buffer.concat([Buffer.from('{"a":"'), Buffer.from(bytes), Buffer.from('"}')]);
    expect(refusalOf(raw).code).toBe('malformed_json');
  });

  it.each(['[]', '[{"model":"m"}]', '"text"', '1', 'true', 'null'])(
    'refuses %s, which is no object',
    (text) => {
      expect(refusalOf(text)).toMatchObject({
        code: 'validation_failed',
        errors: [{ path: '', message: 'the body must be a JSON object' }],
      });
    },
  );

  it('never quotes a body that it refuses', () => {
    const { message, detail } = refusalOf('{"secret": hunter2}');
    expect(`${message} ${detail}`).not.toContain('hunter2');
  });

  it('takes whatever our own JSON writes', () => {
    const values = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ stringUnit: 'grapheme' }), {
      maxKeys: 5,
    });
    fc.assert(
      fc.property(values, (value) => {
        const text = JSON.stringify(value);
        expect(read(text)).toEqual({ raw: Buffer.from(text), body: JSON.parse(text), unsound: undefined });
      }),
    );
  });
});

describe('a picture in a body', () => {
  const most = limitsOf(4 * MIB);
  const picture = (seed: string, bytes = 2 * MIB) =>
    `data:image/png;base64,${seed.repeat(bytes / seed.length)}`;
  const bodyWith = (url: string, text = 'Hi') =>
    JSON.stringify({ model: 'm', messages: [{ content: [{ url }, { text }] }] });
  const readLarge = (text: string) => readDropInBody(Buffer.from(text), most);
  const digestIn = (text: string) => JSON.stringify(readLarge(text).body);

  it('counts by its digest when the body is over 1 MiB', () => {
    const one = bodyWith(picture('iVBORw0K'));
    expect(readLarge(one)).toMatchObject({ digests: ['messages/0/content/0/url'] });
    expect(readLarge(one).unsound).toBeUndefined();
    expect(digestIn(one)).toBe(digestIn(one));
    expect(digestIn(one).length).toBeLessThan(200);
    const others = [
      bodyWith(picture('iVBORw0L')),
      bodyWith(picture('iVBORw0K', MIB)),
      bodyWith(picture('iVBORw0K'), 'Ho'),
    ];
    expect(new Set([one, ...others].map(digestIn)).size).toBe(4);
  });

  it('stays as it is in a smaller body', () => {
    const small = bodyWith(picture('iVBORw0K', MIB / 2));
    expect(readLarge(small)).toMatchObject({ body: JSON.parse(small) as object });
    expect(readLarge(small).digests).toBeUndefined();
  });

  it.each([
    ['a text of words', 'word '.repeat(MIB / 4)],
    ['a picture that is none', `data:image/png;base64,${'é'.repeat(MIB)}`],
  ])('does not make room for %s', (_, text) => {
    expect(readLarge(bodyWith(text))).toMatchObject({ unsound: 'too-large' });
  });

  it('is none where a member of the body itself is as long', () => {
    expect(readLarge(JSON.stringify({ model: 'm', input: 'ACGT'.repeat(MIB / 2) }))).toMatchObject({
      unsound: 'too-large',
    });
  });

  it('does not make room for more than the limit', () => {
    expect(readLarge(bodyWith(picture('iVBORw0K', 4 * MIB)))).toMatchObject({ unsound: 'too-large' });
  });
});
