import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { createSimulator, type Simulator } from './simulator.js';

const MESSAGES = [{ role: 'user' as const, content: 'How high is the tower?' }];
const CHAT = { model: 'gpt-sim', messages: MESSAGES };
const MESSAGE = { model: 'claude-sim', max_tokens: 100, messages: MESSAGES };
const CALLS = [
  { name: 'clock', arguments: { zone: 'UTC', note: 'a "quoted"\nline' } },
  { name: 'weather', arguments: '{"city": "Málaga"}' },
];

describe('a simulator with a script', () => {
  let simulator: Simulator;
  let openai: OpenAI;
  let anthropic: Anthropic;

  beforeAll(async () => {
    simulator = await createSimulator();
    openai = new OpenAI({ apiKey: 'sk', baseURL: `${simulator.url}/v1`, maxRetries: 0 });
    anthropic = new Anthropic({ apiKey: 'sk', baseURL: simulator.url, maxRetries: 0 });
  });
  afterEach(() => simulator.behave({}));
  afterAll(() => simulator.close());

  const chunksOf = async (body: object) => {
    const stream = await openai.chat.completions.create({ ...CHAT, ...body, stream: true });
    return all(stream);
  };
  const eventsOf = async () => all(await anthropic.messages.create({ ...MESSAGE, stream: true }));

  it('calls several tools of OpenAI at once, arguments as written, in deltas by index', async () => {
    simulator.behave({ say: { toolCalls: CALLS } });
    const { choices } = await openai.chat.completions.create(CHAT);
    expect(choices[0]).toMatchObject({ finish_reason: 'tool_calls', message: { content: null } });
    expect(choices[0]!.message.tool_calls!.map((call) => 'function' in call && call.function)).toEqual([
      { name: 'clock', arguments: JSON.stringify(CALLS[0]!.arguments) },
      { name: 'weather', arguments: CALLS[1]!.arguments },
    ]);
    const deltas = (await chunksOf({})).flatMap((chunk) => chunk.choices[0]?.delta.tool_calls ?? []);
    const joined = [0, 1].map((at) =>
      deltas.filter(({ index }) => index === at).map((delta) => delta.function?.arguments ?? ''),
    );
    expect(joined.map((texts) => texts.join(''))).toEqual([
      JSON.stringify(CALLS[0]!.arguments),
      CALLS[1]!.arguments,
    ]);
    expect(joined[0]!.length).toBeGreaterThan(2);
  });

  it('calls the tool that the request names: OpenAI then ends with stop', async () => {
    const parameters = { type: 'object' as const, properties: {} };
    const tools = ['a', 'b'].map((name) => ({ type: 'function' as const, function: { name, parameters } }));
    const chat = await openai.chat.completions.create({
      ...{ ...CHAT, tools },
      tool_choice: { type: 'function', function: { name: 'b' } },
    });
    expect(chat.choices[0]).toMatchObject({
      finish_reason: 'stop',
      message: { tool_calls: [{ function: { name: 'b' } }] },
    });
    const message = await anthropic.messages.create({
      ...MESSAGE,
      tools: ['a', 'b'].map((name) => ({ name, input_schema: parameters })),
      tool_choice: { type: 'any' },
    });
    expect(message).toMatchObject({ stop_reason: 'tool_use', content: [{ name: 'a' }] });
  });

  it('gives as many choices and logprobs as were asked for, whole and streamed', async () => {
    simulator.behave({ say: { text: 'one two' } });
    const asked = { n: 2, logprobs: true, top_logprobs: 1 };
    const { choices } = await openai.chat.completions.create({ ...CHAT, ...asked });
    expect(choices.map(({ message }) => message.content)).toEqual(['one two', 'one two (2)']);
    expect(choices[0]!.logprobs!.content).toMatchObject([
      { token: 'one', bytes: [111, 110, 101], top_logprobs: [{ token: 'one' }] },
      { token: ' two' },
    ]);
    const chunks = (await chunksOf(asked)).flatMap((chunk) => chunk.choices);
    const second = chunks.filter(({ index }) => index === 1);
    expect(second.flatMap(({ logprobs }) => logprobs?.content ?? [])).toEqual(choices[1]!.logprobs!.content);
  });

  it('reasons, cites and counts what came from a cache, in the words of OpenAI', async () => {
    const citations = [{ type: 'url_citation', url_citation: { url: 'https://example.com' } }];
    simulator.behave({
      say: { reasoning: 'First think.', text: 'Then speak.', citations, cachedTokens: 64 },
    });
    const { choices, usage } = await openai.chat.completions.create(CHAT);
    expect(choices[0]!.message).toMatchObject({
      ...{ reasoning_content: 'First think.', content: 'Then speak.', annotations: citations },
    });
    expect(usage).toMatchObject({
      prompt_tokens_details: { cached_tokens: 64 },
      completion_tokens_details: { reasoning_tokens: 3 },
    });
    const deltas = (await chunksOf({})).map((chunk) => Object.keys(chunk.choices[0]!.delta).join());
    expect(deltas).toEqual([
      ...['role,content,refusal', 'reasoning_content', 'reasoning_content', 'content', 'content'],
      ...['annotations', ''],
    ]);
  });

  it('streams every kind of block of Anthropic in its own events', async () => {
    const sealed = { type: 'redacted_thinking', data: 'c2VhbGVk' };
    const citation = { type: 'char_location', cited_text: 'x', document_index: 0 };
    simulator.behave({
      say: {
        ...{ reasoning: 'Think.', sealedBlocks: [sealed], text: 'Say.', citations: [citation] },
        ...{ toolCalls: [CALLS[0]!], afterword: 'Done.', cachedTokens: 7, cacheWriteTokens: 5 },
      },
    });
    const { content, stop_reason, usage } = await anthropic.messages.create(MESSAGE);
    expect(stop_reason).toBe('tool_use');
    expect(usage).toMatchObject({ cache_read_input_tokens: 7, cache_creation_input_tokens: 5 });
    expect(content).toEqual([
      { type: 'thinking', thinking: 'Think.', signature: expect.any(String) },
      sealed,
      { type: 'text', text: 'Say.', citations: [citation] },
      { type: 'tool_use', id: expect.any(String), name: 'clock', input: CALLS[0]!.arguments },
      { type: 'text', text: 'Done.' },
    ]);
    const deltas = (await eventsOf()).flatMap((event) =>
      event.type === 'content_block_delta' ? [event.delta.type] : [],
    );
    expect(deltas.filter((type, index) => type !== deltas[index - 1])).toEqual([
      ...['thinking_delta', 'signature_delta', 'citations_delta', 'text_delta', 'input_json_delta'],
      'text_delta',
    ]);
  });

  it('names the sequence that stopped Anthropic', async () => {
    simulator.behave({ say: { text: 'One, two', stopSequence: 'three' } });
    const stop = { stop_reason: 'stop_sequence', stop_sequence: 'three' };
    expect(await anthropic.messages.create(MESSAGE)).toMatchObject(stop);
    expect((await eventsOf()).find(({ type }) => type === 'message_delta')).toMatchObject({ delta: stop });
  });

  it.each([1, 3, 7])('tears streams into pieces of %d bytes, and the SDKs mend them', async (sliceBytes) => {
    const text = 'A family 👩‍👩‍👧‍👦, é as e\u0301, 東京 and שלום.';
    simulator.behave({ say: { text }, sliceBytes });
    const chat = await openai.chat.completions.stream(CHAT).finalChatCompletion();
    expect(chat.choices[0]!.message.content).toBe(text);
    expect(await anthropic.messages.stream(MESSAGE).finalText()).toBe(text);
  });

  it('gives the same bytes for the same seed, and one id to a whole and a streamed answer', async () => {
    simulator.behave({ seed: 7, say: { toolCalls: CALLS } });
    const ask = () => openai.chat.completions.create(CHAT);
    const [one, again] = [await ask(), await ask()];
    expect(again).toEqual(one);
    expect((await chunksOf({}))[0]!.id).toBe(one.id);
    simulator.behave({ seed: 8, say: { toolCalls: CALLS } });
    expect((await ask()).id).not.toBe(one.id);
  });

  it('refuses a script with members it does not know', async () => {
    const told = await fetch(`${simulator.url}/__admin/behaviour`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ say: { txt: 'x' } }),
    });
    expect(told.status).toBe(400);
  });

  it('keeps the text of a body as it came', async () => {
    const body = '{ "messages":[{"role":"user","content":"\\u0068i"}],\n"model":"gpt-sim" }';
    const headers = { 'content-type': 'application/json', authorization: 'Bearer sk' };
    await fetch(`${simulator.url}/v1/chat/completions`, { method: 'POST', headers, body });
    expect(simulator.calls().recent.at(-1)!.rawBody).toBe(body);
  });
});

describe('the list of models', () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await createSimulator();
  });
  afterAll(() => simulator.close());

  it('has the shape that each SDK expects', async () => {
    const openai = new OpenAI({ apiKey: 'sk', baseURL: `${simulator.url}/v1`, maxRetries: 0 });
    expect((await openai.models.list()).data[0]).toMatchObject({ id: 'gpt-sim', object: 'model' });
    const anthropic = new Anthropic({ apiKey: 'sk', baseURL: simulator.url, maxRetries: 0 });
    expect((await anthropic.models.list()).data[0]).toMatchObject({ id: 'claude-sim', type: 'model' });
  });

  it('is for callers with a key', async () => {
    const list = (headers = {}) => fetch(`${simulator.url}/v1/models`, { headers });
    const [openai, anthropic] = [await list(), await list({ 'anthropic-version': '2023-06-01' })];
    expect([openai.status, anthropic.status]).toEqual([401, 401]);
    expect(await openai.json()).toMatchObject({ error: { code: 'invalid_api_key' } });
    expect(await anthropic.json()).toMatchObject({ error: { type: 'authentication_error' } });
  });
});

async function all<Event>(stream: AsyncIterable<Event>): Promise<Event[]> {
  const events: Event[] = [];
  for await (const event of stream) events.push(event);
  return events;
}
