import * as fc from 'fast-check';
import { spelled } from '../../testing/spelled-json.js';
import type { JsonObject } from '../json.js';
import { addIncludeUsage, cutMember, cutMemberOfText } from './body.splice.js';

type Splice = (raw: Buffer) => Buffer;
const on = (splice: Splice, text: string) => splice(Buffer.from(text)).toString();
const parse = (text: string) => JSON.parse(text) as unknown;

const name = fc.oneof(fc.constantFrom('a', 'cache ', 'Cache', '"cache":', 'stream_options'), fc.string());
const json = fc
  .jsonValue({ stringUnit: 'grapheme', maxDepth: 4 })
  .map((value) => parse(JSON.stringify(value)));
const objects = fc.dictionary(name, json, { maxKeys: 5 }) as fc.Arbitrary<JsonObject>;

/** An object with one more member, anywhere among the others. */
function objectsWith(added: string, values: fc.Arbitrary<unknown>): fc.Arbitrary<JsonObject> {
  return fc.tuple(objects, values, fc.nat(5)).map(([object, value, place]) => {
    const members = Object.entries(object).filter(([other]) => other !== added);
    return Object.fromEntries(members.toSpliced(place, 0, [added, value]));
  });
}

/** The one stretch of `longer` that `shorter` lacks. Fails when they differ in more than that. */
function difference(longer: string, shorter: string): string {
  let start = 0;
  while (start < shorter.length && longer[start] === shorter[start]) start++;
  const removed = longer.slice(start, start + longer.length - shorter.length);
  expect(longer.slice(0, start) + longer.slice(start + removed.length)).toBe(shorter);
  return removed;
}

describe('cutMember', () => {
  const cut: Splice = (raw) => cutMember(raw, 'cache');

  it('removes the member, however the body is spelled, and leaves every other byte', () => {
    fc.assert(
      fc.property(spelled(objectsWith('cache', json)), ({ value, text }) => {
        const result = on(cut, text);
        expect(parse(result)).toEqual({ ...value, cache: undefined });
        expect(difference(text, result)).not.toBe('');
      }),
    );
  });

  it('comes to an end with bytes that are no JSON at all', () => {
    const noise = fc.array(fc.constantFrom(...'{}[]":,\\', 'cache', 'x', ' ', '\\u00', '\n', '1'), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(noise, (pieces) => {
        const text = pieces.join('');
        expect(on(cut, text).length).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 1_000 },
    );
  });

  it('gives back the very bytes when the member is not there', () => {
    fc.assert(
      fc.property(spelled(objects), ({ text }) => {
        const raw = Buffer.from(text);
        expect(cutMember(raw, 'no such member')).toBe(raw);
      }),
    );
  });

  it.each([
    ['{"a":1, "cache":{"ttl":5}, "b":2}', '{"a":1, "b":2}'],
    ['{"cache":[{}],"a":1}', '{"a":1}'],
    ['{"a":1 , "cache" : "}\\"" }', '{"a":1 }'],
    ['{ "cache":null }', '{  }'],
    ['{"c\\u0061che":1,"a":{"cache":2}}', '{"a":{"cache":2}}'],
    ['{"cache":1,"a":1,"cache":2,"cache":3,"b":4,"cache":5,"cache":6}', '{"a":1,"b":4}'],
    ['{"cache":1,"cache":2}', '{}'],
    ['{"cache":1,"é":"ü"}', '{"é":"ü"}'],
    ['{"a":"\\\\","cache":"\\\\"}', '{"a":"\\\\"}'],
  ])('makes of %s %s', (text, result) => {
    expect(on(cut, text)).toBe(result);
    expect(cutMemberOfText(text, 'cache')).toBe(result);
  });

  it('does not mind depth, many repeats or many escaped quotation marks', () => {
    const code = `{"a":"${'\\"'.repeat(200_000)}"`;
    expect(on(cut, `${code},"cache":1}`)).toBe(`${code}}`);
    const deep = '['.repeat(20_000) + ']'.repeat(20_000);
    expect(on(cut, `{"a":${deep},"cache":${deep}}`)).toBe(`{"a":${deep}}`);
    expect(on(cut, `{"a":1${',"cache":1'.repeat(40_000)}}`)).toBe('{"a":1}');
  });

  it.each([
    ['is no object', '[{"cache":1}]'],
    ['is no object', '"cache"'],
    ['is empty', ''],
    ['begins with a byte order mark', '\ufeff{"cache":1}'],
    ['has too many members', `{"cache":1${',"a":1'.repeat(200_000)}}`],
    ['has too many brackets', `{"cache":1,"a":[${'[],'.repeat(100_000)}0]}`],
    ['has too many strings', `{"cache":1,"a":[${'"",'.repeat(100_000)}0]}`],
  ])('leaves alone what %s: %#', (_, text) => {
    expect(on(cut, text)).toBe(text);
    expect(cutMemberOfText(text, 'cache')).toBe(text);
  });

  it('comes to an end with whatever else it is given, and takes nothing away that is not called so', () => {
    const pieces = fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '\\', '\\u', '"a"', ' ', '1', '{"x":1');
    fc.assert(
      fc.property(fc.array(pieces), (broken) => {
        const text = broken.join('');
        expect(on(cut, text)).toBe(text);
        expect(typeof on(cut, `{"\\x":1,${text}"cache":${text}`)).toBe('string');
      }),
    );
  });
});

describe('addIncludeUsage', () => {
  it('asks, and leaves every other byte', () => {
    fc.assert(
      fc.property(spelled(objectsWith('x', json)), ({ value, text }) => {
        fc.pre(!('stream_options' in value));
        const result = on(addIncludeUsage, text);
        expect(parse(result)).toEqual({ ...value, stream_options: { include_usage: true } });
        expect(difference(result, text)).toBe(',"stream_options":{"include_usage":true}');
      }),
    );
  });

  it('asks in the options that are there', () => {
    const options = objectsWith('include_obfuscation', fc.boolean());
    fc.assert(
      fc.property(spelled(objectsWith('stream_options', options)), ({ value, text }) => {
        const stream_options = { ...(value['stream_options'] as JsonObject), include_usage: true };
        const result = on(addIncludeUsage, text);
        expect(parse(result)).toEqual({ ...value, stream_options });
        expect(difference(result, text)).toBe(',"include_usage":true');
      }),
    );
  });

  it.each([
    ['{}', '{"stream_options":{"include_usage":true}}'],
    ['{"stream_options": null }', '{"stream_options": {"include_usage":true} }'],
    ['{"stream_options":{ }}', '{"stream_options":{"include_usage":true }}'],
    ['{"stream_options":{"include_usage": false }}', '{"stream_options":{"include_usage": true }}'],
    ['{"stream_options":{"include_usage":null}}', '{"stream_options":{"include_usage":true}}'],
    [
      '{"stream_options":1,"stream_options":{}}',
      '{"stream_options":1,"stream_options":{"include_usage":true}}',
    ],
  ])('makes of %s %s', (text, result) => {
    expect(on(addIncludeUsage, text)).toBe(result);
  });

  it.each([
    '{"stream_options":{"include_usage":true}}',
    '{"stream_options":7}',
    '{"stream_options":{"include_usage":"x"}}',
  ])('leaves %s as it is', (text) => {
    expect(on(addIncludeUsage, text)).toBe(text);
  });
});
