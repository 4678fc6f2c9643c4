import type { JsonObject } from '../../../json.js';
import { readMessages } from './messages.request.js';

const ask = (content: unknown, more: JsonObject = {}) => ({
  model: 'claude-haiku-4-5',
  messages: [{ role: 'user', content }],
  ...more,
});
const text = (value: string) => ({ type: 'text', text: value });
const tiersOf = (messages: unknown, more: JsonObject = {}) =>
  readMessages({ model: 'm', messages, ...more }).tiers;

describe('A Messages request', () => {
  it('has its model as sent, and tells whether it is streamed', () => {
    expect(readMessages(ask('Hi'))).toMatchObject({
      ...{ model: 'claude-haiku-4-5', isStream: false, wantsUsage: true },
    });
    expect(readMessages(ask('Hi', { stream: true })).isStream).toBe(true);
    expect(readMessages(ask('Hi', { stream: 'true' })).isStream).toBe(false);
  });

  it.each([
    ['a string', 'Hi ', 'Hi '],
    ['one text block', [text('Hi')], 'Hi'],
    ['one text block with a cache mark', [{ ...text('Hi'), cache_control: { type: 'ephemeral' } }], 'Hi'],
  ])('asks a question when the last message is %s', (_what, content, question) => {
    expect(readMessages(ask(content)).question).toBe(question);
  });

  it.each([
    ['two text blocks', [text('Hi'), text('there')]],
    ['an image', [{ type: 'image', source: {} }]],
    ['an image and a text', [{ type: 'image', source: {} }, text('What is it?')]],
    ['blank', ' \n'],
    ['no blocks', []],
    ['no text', [{ type: 'text' }]],
    ['nothing we can read', 7],
  ])('asks none when it is %s', (_what, content) => {
    expect(readMessages(ask(content))).toMatchObject({ question: null, tiers: 'exact' });
  });

  it("asks none when the last message isn't the user's", () => {
    const messages = [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'The answer is' },
    ];
    expect(readMessages({ model: 'm', messages })).toMatchObject({
      ...{ question: null, tiers: 'exact', profile: { model: 'm', messages } },
    });
  });

  it('has everything else in its profile, a marker where the question was', () => {
    const block = { ...text('Hi'), novelty: { a: 1 }, cache_control: { type: 'ephemeral' } };
    const sent = ask([block], {
      system: 'Be brief.',
      news: { a: [1] },
      stream: true,
      metadata: {},
      cache: {},
    });
    const before = structuredClone(sent);
    const { profile } = readMessages(sent);
    expect(Object.keys(profile).sort()).toEqual(['messages', 'model', 'news', 'system']);
    expect(JSON.stringify(profile)).not.toContain('Hi');
    expect(profile).toMatchObject({ messages: [{ content: [{ type: 'text', novelty: { a: 1 } }] }] });
    expect(sent).toEqual(before);
  });

  describe('may use', () => {
    const earlier = [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: [text('Hello')] },
    ];
    const question = { role: 'user', content: 'And then?' };

    it('all tiers when it is text alone', () => {
      expect(tiersOf([...earlier, question], { system: [text('Be brief.')], tools: [] })).toBe('all');
    });

    it.each<readonly [string, JsonObject]>([
      ['tools', { tools: [{ name: 'f' }] }],
      ['servers of tools', { mcp_servers: [{ url: 'https://mcp.test' }] }],
      ['a container', { container: 'c1' }],
      ['an image in the system prompt', { system: [{ type: 'image' }] }],
    ])('the exact tier with %s', (_what, more) => {
      expect(tiersOf([question], more)).toBe('exact');
    });

    it.each(['image', 'document', 'container_upload', 'search_result', 'a_new_block', undefined])(
      'the exact tier with a block of type %s in any turn',
      (type) => {
        const turn = { role: 'user', content: [{ type }, text('What is it?')] };
        expect(tiersOf([turn, ...earlier, question])).toBe('exact');
        const result = { type: 'tool_result', tool_use_id: 't', content: [{ type }] };
        expect(tiersOf([{ role: 'user', content: [result] }, ...earlier, question])).toBe('exact');
      },
    );

    it.each(['tool_result', 'mcp_tool_result', 'web_search_tool_result'])('none to answer a %s', (type) => {
      const result = { type, tool_use_id: 't', content: 'x' };
      const call = { role: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'f', input: {} }] };
      const answered = { role: 'user', content: [result] };
      expect(tiersOf([call, answered])).toBe('none');
      expect(tiersOf([call, { role: 'user', content: [result, text('Go on.')] }])).toBe('none');
      expect(tiersOf([call, answered, question])).toBe('none');
      expect(tiersOf([call, answered, { role: 'assistant', content: 'So' }])).toBe('none');
      expect(tiersOf([{ role: 'assistant', content: [result] }])).toBe('none');
    });

    it('all tiers again when a tool was answered in an earlier turn', () => {
      const result = { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: 'x' }] };
      expect(tiersOf([result, { role: 'assistant', content: 'Done.' }, question])).toBe('all');
    });

    it('none when the server holds the conversation', () => {
      expect(tiersOf([question], { thread: { type: 'create' } })).toBe('none');
    });
  });

  it.each<readonly [JsonObject, string[]]>([
    [{}, ['model', 'messages']],
    [{ ...ask('Hi'), model: '' }, ['model']],
    [{ ...ask('Hi'), model: 7 }, ['model']],
    [{ model: 'm', messages: [] }, ['messages']],
    [{ model: 'm', messages: 'Hi' }, ['messages']],
    [{ model: 'm', messages: [{}, null] }, ['messages.1']],
    [{ model: 'm', messages: [['Hi']] }, ['messages.0']],
  ])('is refused when it is %j', (body, paths) => {
    expect(refusalOf(body)).toMatchObject({
      code: 'validation_failed',
      errors: paths.map((path) => ({ path, message: expect.stringMatching(/^must be /) })),
    });
  });

  it.each<JsonObject>([
    { model: 'm', messages: [{}] },
    { model: 'm', messages: [{ role: 'tool', content: null }], max_tokens: 'many' },
  ])('is read though the upstream will refuse it: %j', (body) => {
    expect(readMessages(body)).toMatchObject({ question: null });
  });
});

function refusalOf(body: JsonObject): unknown {
  try {
    return readMessages(body);
  } catch (error) {
    return error;
  }
}
