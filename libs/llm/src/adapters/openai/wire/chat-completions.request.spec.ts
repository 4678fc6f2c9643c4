import { keyOf, RagCacheError, scopeOf } from '@app/core';
import * as fc from 'fast-check';
import { spelled } from '../../../../testing/spelled-json.js';
import type { JsonObject } from '../../../json.js';
import { FIELDS, SPELLING } from './chat-completions.fields.js';
import { readRequest } from './chat-completions.request.js';

const user = (content: unknown) => ({ role: 'user', content });
const base = { model: 'gpt-4.1-mini', messages: [user('How do I enable dark mode?')] };
const read = (members: JsonObject = {}) => readRequest({ ...base, ...members });

function keyFor(body: JsonObject): string {
  const { profile, question } = readRequest(body);
  return keyOf(scopeOf({ tenant: 't', namespace: 'n', endpoint: 'chat-completions', profile }), question);
}

const json = fc.jsonValue({ stringUnit: 'grapheme', maxDepth: 3 });
const normal = json.map((value) => JSON.parse(JSON.stringify(value)) as unknown);
/** Neither another word for absent nor one that may stand in a list of its own. */
const isTelling = (value: unknown) =>
  ![null, 1, false, 'auto'].includes(value as null) && JSON.stringify(value) !== '{}' && !isShortList(value);
const isShortList = (value: unknown) => Array.isArray(value) && value.length < 2;
const telling = normal.filter(isTelling);
const different = fc
  .tuple(telling, telling)
  .filter(([one, other]) => JSON.stringify(one) !== JSON.stringify(other));
const part = (text: string) => ({ type: 'text', text });

describe('the identity of a Chat Completions request', () => {
  const readable = { model: ['a', 'b'], messages: [[user('a')], [user('b')]] } as const;
  const free = Object.entries(FIELDS).filter(([name]) => !(name in readable));

  it.each(Object.entries(readable))('changes with %s', (name, [one, other]) => {
    expect(keyFor({ ...base, [name]: one })).not.toBe(keyFor({ ...base, [name]: other }));
  });

  it.each(free)('of field %s, which is decided as "%s", is as decided', (name, decision) => {
    fc.assert(
      fc.property(different, ([one, other]) => {
        const keys = [base, { ...base, [name]: one }, { ...base, [name]: other }].map(keyFor);
        expect(new Set(keys).size).toBe(decision === 'shapes' ? 3 : 1);
      }),
      { numRuns: 20 },
    );
  });

  it('does not change with our own block', () => {
    expect(keyFor({ ...base, cache: { ttl: 5 } })).toBe(keyFor(base));
  });

  it('changes with a field that nobody knows', () => {
    fc.assert(
      fc.property(fc.string(), different, (name, [one, other]) => {
        fc.pre(!(name in FIELDS) && name !== 'cache');
        const keys = [base, { ...base, [name]: one }, { ...base, [name]: other }].map(keyFor);
        expect(new Set(keys).size).toBe(3);
      }),
    );
  });

  it('does not change with the order of members or with how the body is spelled', () => {
    const members = fc.dictionary(fc.constantFrom('tools', 'seed', 'metadata', 'x'), json);
    const bodies = members.map((others) => ({ ...others, ...base }));
    fc.assert(
      fc.property(spelled(bodies), ({ value, text }) => {
        const other = JSON.parse(text, reversed) as JsonObject;
        expect(keyFor(other)).toBe(keyFor(value));
      }),
    );
  });

  it.each([
    ['letter case', user('How do I enable dark mode?'), user('how do I enable dark mode?')],
    ['white space', user('a'), user('a ')],
    ['the speaker', user('a'), { role: 'system', content: 'a' }],
    ['a name', user('a'), { ...user('a'), name: 'Ann' }],
    ['where parts end', user([part('a'), part('bc')]), user([part('ab'), part('c')])],
    ['one part and two', user([part('a')]), user([part('a'), part('')])],
    ['a question and its marker', user(''), user({ question: true })],
    ['members of the part', user([part('a')]), user([{ ...part('a'), novelty: true }])],
  ])('tells apart %s', (_, one, other) => {
    expect(keyFor({ ...base, messages: [one] })).not.toBe(keyFor({ ...base, messages: [other] }));
  });

  it.each(
    Object.entries(SPELLING.defaults).flatMap(([name, values]) => values.map((value) => [name, value])),
  )('is the same with %s: %j', (name, value) => {
    const tools = [{ type: 'function', function: { name: 'f' } }];
    const bodies = name === 'tools' ? [base] : [base, { ...base, tools }];
    for (const body of bodies) expect(keyFor({ ...body, [name as string]: value })).toBe(keyFor(body));
  });

  it.each([...SPELLING.nullable].filter((name) => name !== 'model' && name !== 'messages'))(
    'is the same with %s: null',
    (name) => expect(keyFor({ ...base, [name]: null })).toBe(keyFor(base)),
  );

  const system = (content: unknown) => ({ role: 'system', content });
  const call = { id: 'c', type: 'function', function: { name: 'f', arguments: '{"cache_control":1}' } };
  const said = { role: 'assistant', content: null, tool_calls: [call] };
  it.each<[string, JsonObject, JsonObject]>([
    ['a text and its part', { messages: [user('a')] }, { messages: [user([part('a')])] }],
    [
      'those of the system',
      { messages: [system('s'), user('a')] },
      { messages: [system([part('s')]), user('a')] },
    ],
    [
      'those of an earlier turn',
      { messages: [user('a'), { role: 'assistant', content: 'b' }, user('c')] },
      {
        messages: [user([part('a')]), { role: 'assistant', content: [part('b')], refusal: null }, user('c')],
      },
    ],
    [
      'those of a tool',
      { messages: [said, { role: 'tool', tool_call_id: 'c', content: 'x' }, user('c')] },
      { messages: [said, { role: 'tool', tool_call_id: 'c', content: [part('x')] }, user('c')] },
    ],
    [
      'an answer that was sent back as it came',
      { messages: [user('a'), { role: 'assistant', content: 'b' }, user('c')] },
      {
        messages: [
          user('a'),
          { role: 'assistant', content: 'b', refusal: null, annotations: [], audio: null, tool_calls: null },
          user('c'),
        ],
      },
    ],
    ['one stop and a list of it', { stop: 'x' }, { stop: ['x'] }],
    [
      'a mark for the prompt cache',
      { messages: [user('a')] },
      { messages: [user([{ ...part('a'), prompt_cache_breakpoint: {} }])] },
    ],
    [
      'prices and speeds',
      {},
      { service_tier: 'flex', prompt_cache_options: { ttl: 60 }, prompt_cache_retention: '24h' },
    ],
  ])('does not tell apart %s', (_, one, other) => {
    expect(keyFor({ ...base, ...other })).toBe(keyFor({ ...base, ...one }));
    expect(readRequest({ ...base, ...other }).tiers).toBe(readRequest({ ...base, ...one }).tiers);
  });

  it.each<[string, JsonObject, JsonObject]>([
    ['no tools from null of an unknown name', {}, { tool: null }],
    ['one choice and two', { n: 1 }, { n: 2 }],
    ['one stop and two', { stop: ['x'] }, { stop: ['x', 'y'] }],
    ['a stop and none', { stop: '' }, {}],
    ['the temperature of the model and one that is told', {}, { temperature: 1 }],
    ['no choice of tools from none', { tools: [{}] }, { tools: [{}], tool_choice: 'none' }],
    ['JSON and text', {}, { response_format: { type: 'json_object' } }],
    ['a blank part and none', { messages: [user([part('a')])] }, { messages: [user([part('a'), part('')])] }],
    [
      'a tool with a member of that name',
      { tools: [{ parameters: { cache_control: 1 } }] },
      { tools: [{ parameters: {} }] },
    ],
    [
      'arguments',
      { messages: [said, user('a')] },
      {
        messages: [
          { ...said, tool_calls: [{ ...call, function: { name: 'f', arguments: '{}' } }] },
          user('a'),
        ],
      },
    ],
    [
      'a refusal',
      { messages: [{ role: 'assistant', refusal: 'No' }, user('a')] },
      { messages: [{ role: 'assistant', refusal: null }, user('a')] },
    ],
  ])('tells apart %s', (_, one, other) => {
    expect(keyFor({ ...base, ...other })).not.toBe(keyFor({ ...base, ...one }));
  });

  it('is sent in no other way for it', () => {
    const body = { ...base, n: 1, stop: null, tools: [], messages: [user([part('a')])] };
    const before = structuredClone(body);
    readRequest(body);
    expect(body).toEqual(before);
  });

  it('keeps what warms the prompt cache out of memory', () => {
    expect(read({ prompt_cache_options: { prewarm: true } }).tiers).toBe('none');
  });

  it('tells apart histories and system prompts', () => {
    const question = user('a');
    const histories = [
      [],
      [user('b')],
      [{ role: 'system', content: 'b' }],
      [user('b'), { role: 'assistant', content: 'c' }],
    ];
    const keys = histories.map((history) => keyFor({ ...base, messages: [...history, question] }));
    expect(new Set(keys).size).toBe(histories.length);
  });
});

function reversed(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).reverse());
}

describe('the question', () => {
  it.each([
    ['a text', user('Hi?'), 'Hi?'],
    ['one text part', user([part('Hi?')]), 'Hi?'],
    ['several parts', user([part('Hi'), part('?')]), null],
    ['an image', user([{ type: 'image_url', image_url: { url: 'data:' } }]), null],
    ['blank', user(' \n'), null],
    ['empty', user([]), null],
    ['no content', { role: 'user' }, null],
    ["another's", { role: 'assistant', content: 'Hi?' }, null],
  ])('of %s is as expected', (_, message, question) => {
    const request = read({ messages: [user('before'), message] });
    expect(request.question).toBe(question);
    expect(JSON.stringify(request.profile).includes('Hi?')).toBe(
      question === null && JSON.stringify(message).includes('Hi?'),
    );
  });

  it('is the whole difference between two requests of one scope', () => {
    expect(read().profile).toEqual(read({ messages: [user('Something else')] }).profile);
  });
});

describe('the tiers of a request', () => {
  const image = { type: 'image_url', image_url: { url: 'https://example.com/a.png' } };

  it.each<JsonObject>([
    {},
    { n: 1 },
    { n: null },
    { logprobs: false },
    { logprobs: null, tools: null },
    { tools: [], functions: [], tool_choice: 'auto' },
    { modalities: ['text'] },
    { temperature: 2, response_format: { type: 'json_object' } },
    { messages: [{ role: 'assistant', content: [{ type: 'refusal', refusal: 'No.' }] }, user([part('Hi')])] },
  ])('are all for %j', (members) => {
    expect(read(members).tiers).toBe('all');
  });

  it.each<JsonObject>([
    { tools: [{ type: 'function', function: { name: 'f' } }] },
    { functions: [{ name: 'f' }] },
    { n: 2 },
    { logprobs: true },
    { top_logprobs: 2 },
    { modalities: ['text', 'audio'] },
    { audio: { voice: 'alloy', format: 'wav' } },
    { web_search_options: {} },
    { prediction: { type: 'content', content: 'x' } },
    { moderation: { model: 'm' } },
    { messages: [user([part('What is it?'), image])] },
    { messages: [user([image]), user('What is it?')] },
    { messages: [{ role: 'assistant', audio: { id: 'a' } }, user('What is it?')] },
    { messages: [user('What?'), { role: 'assistant', content: 'It' }] },
    { messages: [user([part('a'), part('b')])] },
  ])('are the exact one alone for %j', (members) => {
    expect(read(members).tiers).toBe('exact');
  });

  it.each(['tool', 'function'])('are none when a %s has the last word', (role) => {
    expect(read({ messages: [user('a'), { role, content: '7', tool_call_id: 'x' }] }).tiers).toBe('none');
    expect(read({ messages: [{ role, content: '7' }, user('And now?')] }).tiers).toBe('all');
  });
});

describe('reading a request', () => {
  it('knows a stream and whether it tells the usage', () => {
    expect(read()).toMatchObject({ model: 'gpt-4.1-mini', isStream: false, wantsUsage: false });
    expect(read({ stream: true, stream_options: { include_usage: true } })).toMatchObject({
      ...{ isStream: true, wantsUsage: true },
    });
    expect(read({ stream: null, stream_options: 7 })).toMatchObject({ isStream: false, wantsUsage: false });
  });

  it.each([
    [{ model: '' }, 'model'],
    [{ model: 7 }, 'model'],
    [{ messages: undefined }, 'messages'],
    [{ messages: [] }, 'messages'],
    [{ messages: {} }, 'messages'],
    [{ messages: [user('a'), 'b'] }, 'messages.1'],
  ])('refuses %j and names the field', (members, path) => {
    const refusal = expect.objectContaining({
      code: 'validation_failed',
      errors: [expect.objectContaining({ path })],
    }) as unknown;
    expect(() => read(members)).toThrow(RagCacheError);
    expect(thrownBy(() => read(members))).toEqual(refusal);
  });

  it('takes everything else, whatever its type', () => {
    fc.assert(
      fc.property(
        fc.object(),
        (members) => void expect(() => readRequest({ ...members, ...base })).not.toThrow(),
      ),
    );
    expect(() => read({ messages: [{}], n: 'x', tools: 7, stream_options: [], modalities: 7 })).not.toThrow();
  });
});

function thrownBy(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  return undefined;
}
