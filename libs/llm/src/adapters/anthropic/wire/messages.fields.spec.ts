import { keyOf, scopeOf } from '@app/core';
import * as fc from 'fast-check';
import type { JsonObject } from '../../../json.js';
import { MESSAGES_FIELDS, SPELLING } from './messages.fields.js';
import { MessagesWireFormat } from './messages.wire-format.js';

const format = new MessagesWireFormat();
const base = { model: 'm', max_tokens: 8, messages: [{ role: 'user', content: 'Hi' }] };

function identity(body: JsonObject) {
  const { question, profile } = format.read(body);
  const scope = scopeOf({ tenant: 't', namespace: 'n', endpoint: format.name, profile });
  return { scope, key: keyOf(scope, question) };
}

const said = (content: unknown) => ({ role: 'user', content });
const text = (value: string) => ({ type: 'text', text: value });
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
    expect([...SPELLING.denied].sort()).toEqual([
      ...['cache', 'cache_control', 'metadata', 'service_tier', 'stream'],
    ]);
    expect(keyFor({ ...base, cache: { ttl: 5 } })).toBe(keyFor(base));
  });

  it('counts a field that nobody knows, at the top and inside', () => {
    const name = fc
      .string({ minLength: 1 })
      .filter((one) => !SPELLING.denied.has(one) && !SPELLING.nullable.has(one) && !(one in base));
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
    ['a block with another member', { messages: [said([{ ...text('Hi'), novelty: {} }])] }],
    ['two blocks', { messages: [said([text('Hi'), text('')])] }],
    ['a citation', { messages: [said([{ ...text('Hi'), citations: [{ cited_text: 'x' }] }])] }],
    ['an input that has a member of that name', { tools: [{ input_schema: { cache_control: {} } }] }],
    ['a system prompt', { system: 'Hi' }],
    ['an empty one', { system: '' }],
    ['a choice of tools', { tool_choice: { type: 'any' } }],
    ['one call at a time', { tool_choice: { type: 'auto', disable_parallel_tool_use: true } }],
    ['speed', { speed: 'fast' }],
    ['another role', { messages: [{ role: 'assistant', content: 'Hi' }] }],
    ['a turn before', { messages: [{ role: 'assistant', content: 'Hi' }, ...base.messages] }],
    ['a turn after', { messages: [...base.messages, { role: 'assistant', content: 'Hi' }] }],
    ['a zero', { temperature: 0 }],
    ['a null of a name that nobody knows', { novelty: null }],
  ])('tells apart %s', (_what, change) => {
    expect(keyFor({ ...base, ...change })).not.toBe(keyFor(base));
  });

  it.each(
    Object.entries(SPELLING.defaults).flatMap(([name, values]) => values.map((value) => [name, value])),
  )('is the same with %s: %j', (name, value) =>
    expect(keyFor({ ...base, [name as string]: value })).toBe(keyFor(base)),
  );

  it.each([...SPELLING.nullable].filter((name) => !(name in base)))('is the same with %s: null', (name) =>
    expect(keyFor({ ...base, [name]: null })).toBe(keyFor(base)),
  );

  const mark = { cache_control: { type: 'ephemeral', ttl: '1h' } };
  const call = { type: 'tool_use', id: 't', name: 'f', input: { cache_control: 1 } };
  const result = (content: unknown, more: object = {}) => ({
    type: 'tool_result',
    tool_use_id: 't',
    content,
    ...more,
  });
  const turns = (content: unknown, more?: object) => [
    { role: 'user', content: 'a' },
    { role: 'assistant', content: [call] },
    { role: 'user', content: [result(content, more)] },
    { role: 'assistant', content: 'b' },
    said('Hi'),
  ];
  const tools = [{ name: 'f', input_schema: { type: 'object' } }, { name: 'g' }];
  it.each<readonly [string, JsonObject, JsonObject]>([
    ['a block for a string', {}, { messages: [said([text('Hi')])] }],
    ['a mark for the prompt cache', {}, { messages: [said([{ ...text('Hi'), ...mark }])] }],
    ['one at the top', {}, mark],
    ['a system prompt as block', { system: 'Be brief.' }, { system: [{ ...text('Be brief.'), ...mark }] }],
    ['marks at tools', { tools }, { tools: [tools[0], { ...tools[1], ...mark }] }],
    ['a text that nothing is cited for', {}, { messages: [said([{ ...text('Hi'), citations: null }])] }],
    ['results of tools', { messages: turns('x') }, { messages: turns([{ ...text('x'), ...mark }], mark) }],
    [
      'marks at images',
      { messages: [said([{ type: 'image', source: {} }, text('Hi')])] },
      {
        messages: [
          said([
            { type: 'image', source: {}, ...mark },
            { ...text('Hi'), ...mark },
          ]),
        ],
      },
    ],
    ['prices and speeds', {}, { service_tier: 'standard_only' }],
  ])('does not tell apart %s', (_what, one, other) => {
    expect(keyFor({ ...base, ...other })).toBe(keyFor({ ...base, ...one }));
    expect(format.read({ ...base, ...other }).tiers).toBe(format.read({ ...base, ...one }).tiers);
  });

  it('shares a scope where only the question differs, and a key never', () => {
    const asking = (content: unknown) => identity({ ...base, messages: [{ role: 'user', content }] });
    expect(asking('a').scope).toBe(asking('b').scope);
    const { profile } = format.read(base);
    const disguised = identity({ ...base, messages: profile['messages'] });
    expect(disguised.key).not.toBe(keyFor(base));
  });
});
