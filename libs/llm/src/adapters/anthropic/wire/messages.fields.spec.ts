import { keyOf, scopeOf } from '@app/core';
import * as fc from 'fast-check';
import type { JsonObject } from '../../../json.js';
import { DENIED, MESSAGES_FIELDS } from './messages.fields.js';
import { MessagesWireFormat } from './messages.wire-format.js';

const format = new MessagesWireFormat();
const base = { model: 'm', max_tokens: 8, messages: [{ role: 'user', content: 'Hi' }] };

function identity(body: JsonObject) {
  const { question, profile } = format.read(body);
  const scope = scopeOf({ tenant: 't', namespace: 'n', endpoint: format.name, profile });
  return { scope, key: keyOf(scope, question) };
}

const keyFor = (body: JsonObject) => identity(body).key;

/** Two values for a field; any will do where nothing looks inside. */
const VALUES: Readonly<Record<string, readonly [unknown, unknown]>> = {
  model: ['m', 'M'],
  messages: [base.messages, [{ role: 'user', content: 'hi' }]],
};

describe('Fields of a Messages request', () => {
  it.each(Object.entries(MESSAGES_FIELDS))('%s: %s', (field, meaning) => {
    const [one, other] = VALUES[field] ?? [{ a: 1 }, { a: 2 }];
    const [without, before, after] = [base, { ...base, [field]: one }, { ...base, [field]: other }].map(
      keyFor,
    );
    expect(before === after).toBe(meaning === 'denied');
    if (meaning === 'denied') expect(before).toBe(without);
  });

  it('denies no others than what goes on, what is for the records, and what is ours', () => {
    expect([...DENIED].sort()).toEqual(['cache', 'metadata', 'stream']);
    expect(keyFor({ ...base, cache: { ttl: 5 } })).toBe(keyFor(base));
  });

  it('counts a field that nobody knows, at the top and inside', () => {
    const name = fc.string({ minLength: 1 }).filter((one) => !DENIED.has(one) && !(one in base));
    fc.assert(
      fc.property(name, fc.jsonValue(), (field, value) => {
        const message = { ...base.messages[0], [`x${field}`]: value };
        const keys = [base, { ...base, [field]: value }, { ...base, messages: [message] }].map(keyFor);
        expect(new Set(keys).size).toBe(3);
      }),
    );
  });

  it('may come in any order', () => {
    const body = { ...base, system: 'Be brief.', temperature: 0, metadata: { user_id: 'u' } };
    fc.assert(
      fc.property(fc.shuffledSubarray(Object.entries(body), { minLength: 6 }), (entries) => {
        expect(keyFor(Object.fromEntries(entries))).toBe(keyFor(body));
      }),
    );
    const spaced = '{ "messages":[ {"content" : "Hi","role":"user"}], "max_tokens": 8.0 ,"model":"m"}';
    expect(keyFor(JSON.parse(spaced) as JsonObject)).toBe(keyFor(base));
  });

  it.each<readonly [string, JsonObject]>([
    ['letter case', { messages: [{ role: 'user', content: 'hi' }] }],
    ['white space', { messages: [{ role: 'user', content: 'Hi ' }] }],
    ['a block for a string', { messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }] }],
    [
      'a cache mark',
      { messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi', cache_control: {} }] }] },
    ],
    ['another role', { messages: [{ role: 'assistant', content: 'Hi' }] }],
    ['a turn before', { messages: [{ role: 'assistant', content: 'Hi' }, ...base.messages] }],
    ['a turn after', { messages: [...base.messages, { role: 'assistant', content: 'Hi' }] }],
    ['a zero', { temperature: 0 }],
    ['a null', { temperature: null }],
  ])('tells apart %s', (_what, change) => {
    expect(keyFor({ ...base, ...change })).not.toBe(keyFor(base));
  });

  it('shares a scope where only the question differs, and a key never', () => {
    const asking = (content: unknown) => identity({ ...base, messages: [{ role: 'user', content }] });
    expect(asking('a').scope).toBe(asking('b').scope);
    const { profile } = format.read(base);
    const disguised = identity({ ...base, messages: profile['messages'] });
    expect(disguised.key).not.toBe(keyFor(base));
  });
});
