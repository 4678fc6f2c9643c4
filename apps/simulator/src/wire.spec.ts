import { createSimulator, type Simulator } from './simulator.js';

const OPENAI = { authorization: 'Bearer sk' };
const ANTHROPIC = { 'x-api-key': 'sk', 'anthropic-version': '2023-06-01' };
const CHAT = { model: 'gpt-sim', messages: [{ role: 'user', content: 'hi' }] };
const MESSAGE = { ...CHAT, model: 'claude-sim', max_tokens: 100 };

interface WireBody {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- bodies of every shape are looked into
  json(): any;
}

interface Chunk {
  readonly id: string;
  readonly object: string;
  readonly choices: readonly { readonly delta: { readonly content?: string } }[];
  readonly usage?: object | null;
}

const [CHAT_PATH, EMBED_PATH, MESSAGES_PATH] = ['/v1/chat/completions', '/v1/embeddings', '/v1/messages'];

describe('on the wire the simulator', () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await createSimulator();
  });
  afterEach(() => simulator.behave({}));
  afterAll(() => simulator.close());

  const post = async (path: string, headers: Record<string, string>, body: unknown): Promise<WireBody> => {
    const answer = await fetch(simulator.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, json: () => JSON.parse(text) as object };
  };

  it('answers a chat completion with every member of OpenAI', async () => {
    const { headers, json } = await post(CHAT_PATH, OPENAI, CHAT);
    expect(headers.get('content-type')).toBe('application/json');
    expect(headers.get('x-request-id')).toMatch(/^req_\w{24}$/);
    const { usage, created, ...body } = json();
    expect(body).toEqual({
      id: expect.stringMatching(/^chatcmpl-\w{29}$/),
      ...{ object: 'chat.completion', model: 'gpt-sim' },
      ...{ service_tier: 'default', system_fingerprint: 'fp_simulated' },
      choices: [
        {
          message: {
            ...{ role: 'assistant', refusal: null, annotations: [] },
            content: expect.stringMatching(/^\[simulated\] .*gpt-sim.*"hi"/),
          },
          ...{ index: 0, logprobs: null, finish_reason: 'stop' },
        },
      ],
    });
    expect(Math.abs(created - Date.now() / 1_000)).toBeLessThan(5);
    expect(usage.total_tokens).toBe(usage.prompt_tokens + usage.completion_tokens);
    expect(usage).toMatchObject({
      prompt_tokens_details: { cached_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 0 },
    });
  });

  it('gives each call an id of its own, and each text to one request', async () => {
    const [one, again] = [await post(CHAT_PATH, OPENAI, CHAT), await post(CHAT_PATH, OPENAI, CHAT)];
    expect(again.json().choices).toEqual(one.json().choices);
    expect(again.json().id).not.toBe(one.json().id);
    expect(again.headers.get('x-request-id')).not.toBe(one.headers.get('x-request-id'));
  });

  it('streams chunks as OpenAI does: role, text, finish, usage when asked, [DONE]', async () => {
    const body = { ...CHAT, stream: true, stream_options: { include_usage: true } };
    const { headers, text } = await post(CHAT_PATH, OPENAI, body);
    expect(headers.get('content-type')).toMatch(/^text\/event-stream/);
    const lines = text.split('\n\n');
    expect(lines.slice(-2)).toEqual(['data: [DONE]', '']);
    const chunks = lines.slice(0, -2).map((line) => JSON.parse(line.replace(/^data: /, '')) as Chunk);
    expect(new Set(chunks.map(({ id, object }) => `${object} ${id}`)).size).toBe(1);
    expect(chunks[0]!.choices[0]!.delta).toEqual({ role: 'assistant', content: '', refusal: null });
    expect(chunks.at(-2)!.choices[0]).toMatchObject({ delta: {}, finish_reason: 'stop' });
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: expect.any(Number) } });
    expect(chunks.slice(0, -1).every(({ usage }) => usage === null)).toBe(true);
    expect(chunks.slice(1, -2).every(({ choices }) => typeof choices[0]!.delta.content === 'string')).toBe(
      true,
    );
  });

  it('sends no usage that was not asked for', async () => {
    const { text } = await post(CHAT_PATH, OPENAI, { ...CHAT, stream: true });
    expect(text).not.toContain('"usage"');
  });

  it('streams events in the order of Anthropic, each named twice', async () => {
    const { headers, text } = await post(MESSAGES_PATH, ANTHROPIC, { ...MESSAGE, stream: true });
    expect(headers.get('request-id')).toMatch(/^req_/);
    const events = text.trimEnd().split('\n\n');
    const read = events.map((event) => /^event: (\w+)\ndata: (.*)$/.exec(event)!);
    expect(read.every(([, name, data]) => data!.startsWith(`{"type":"${name}"`))).toBe(true);
    expect(read.map(([, name]) => name).filter((name, index, all) => name !== all[index - 1])).toEqual([
      ...['message_start', 'content_block_start', 'ping', 'content_block_delta'],
      ...['content_block_stop', 'message_delta', 'message_stop'],
    ]);
    const { message } = JSON.parse(read[0]![2]!) as { message: { usage: { input_tokens: number } } };
    expect(message).toMatchObject({ role: 'assistant', content: [], stop_reason: null, model: 'claude-sim' });
    expect(message.usage.input_tokens).toBeGreaterThan(0);
  });

  it.each(['float', 'base64'])('gives unit vectors, one per input, as %s', async (encoding_format) => {
    const body = { model: 'e', input: ['one text', 'two'], dimensions: 32, encoding_format };
    const { json, headers } = await post(EMBED_PATH, OPENAI, body);
    const { object, data, usage } = json();
    expect(headers.get('x-request-id')).toMatch(/^req_/);
    expect(object).toBe('list');
    expect(data).toMatchObject([0, 1].map((index) => ({ index, object: 'embedding' })));
    expect(usage.total_tokens).toBe(usage.prompt_tokens);
    for (const { embedding } of data as { embedding: string | number[] }[]) {
      expect(typeof embedding === 'string').toBe(encoding_format === 'base64');
      const vector = typeof embedding === 'string' ? floatsOf(embedding) : embedding;
      expect(vector).toHaveLength(32);
      expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    }
  });

  it('takes an array of token numbers for one text', async () => {
    const { json } = await post(EMBED_PATH, OPENAI, { model: 'e', input: [17, 4, 2], dimensions: 8 });
    expect(json().data).toHaveLength(1);
  });

  it.each<[string, string, unknown, { status: number; param: string | null }]>([
    ['no model', CHAT_PATH, { messages: CHAT.messages }, { status: 400, param: 'model' }],
    ['messages that are none', CHAT_PATH, { ...CHAT, messages: 'hi' }, { status: 400, param: 'messages' }],
    ['no message', CHAT_PATH, { ...CHAT, messages: [] }, { status: 400, param: 'messages' }],
    [
      'a null among the messages',
      CHAT_PATH,
      { ...CHAT, messages: [null] },
      { status: 400, param: 'messages' },
    ],
    ['an array as body', CHAT_PATH, [], { status: 400, param: 'model' }],
    ['broken JSON', CHAT_PATH, '{', { status: 400, param: null }],
    ['no input', EMBED_PATH, { model: 'e' }, { status: 400, param: 'input' }],
    ['an empty input', EMBED_PATH, { model: 'e', input: '' }, { status: 400, param: 'input' }],
    [
      'dimensions below 1',
      EMBED_PATH,
      { model: 'e', input: 'x', dimensions: -3 },
      { status: 400, param: 'dimensions' },
    ],
    [
      'too many dimensions',
      EMBED_PATH,
      { model: 'e', input: 'x', dimensions: 1e9 },
      { status: 400, param: 'dimensions' },
    ],
    ['an unknown path', '/v1/nope', {}, { status: 404, param: null }],
    ['more than 32 MiB', CHAT_PATH, `"${'x'.repeat(2 ** 25)}"`, { status: 413, param: null }],
  ])('refuses %s in the words of OpenAI', async (_, path, body, { status, param }) => {
    const answer = await post(path, OPENAI, body);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('x-request-id')).toMatch(/^req_/);
    expect(answer.json()).toEqual({
      error: {
        message: expect.any(String),
        type: 'invalid_request_error',
        param,
        code: status === 404 ? 'model_not_found' : null,
      },
    });
  });

  it.each<[string, string, unknown, { status: number; type: string }]>([
    [
      'no max_tokens',
      MESSAGES_PATH,
      { ...MESSAGE, max_tokens: undefined },
      { status: 400, type: 'invalid_request_error' },
    ],
    [
      'messages that are none',
      MESSAGES_PATH,
      { ...MESSAGE, messages: 'hi' },
      { status: 400, type: 'invalid_request_error' },
    ],
    ['broken JSON', MESSAGES_PATH, '{', { status: 400, type: 'invalid_request_error' }],
    ['an unknown path', '/v1/nope', {}, { status: 404, type: 'not_found_error' }],
    [
      'more than 32 MiB',
      MESSAGES_PATH,
      `"${'x'.repeat(2 ** 25)}"`,
      { status: 413, type: 'request_too_large' },
    ],
  ])('refuses %s in the words of Anthropic', async (_, path, body, { status, type }) => {
    const answer = await post(path, ANTHROPIC, body);
    expect(answer.status).toBe(status);
    expect(answer.json()).toEqual({
      ...{ type: 'error', error: { type, message: expect.any(String) } },
      request_id: answer.headers.get('request-id'),
    });
  });

  it('refuses calls without a key, as the providers do', async () => {
    const [openai, anthropic] = [await post(CHAT_PATH, {}, CHAT), await post(MESSAGES_PATH, {}, MESSAGE)];
    expect([openai.status, anthropic.status]).toEqual([401, 401]);
    expect(openai.json()).toMatchObject({ error: { code: 'invalid_api_key' } });
    expect(anthropic.json()).toMatchObject({ error: { type: 'authentication_error' } });
    const versionless = await post(MESSAGES_PATH, { 'x-api-key': 'sk' }, MESSAGE);
    expect(versionless.json()).toMatchObject({ error: { message: 'anthropic-version: header is required' } });
  });

  it('refuses other content types', async () => {
    expect((await post(CHAT_PATH, { ...OPENAI, 'content-type': 'text/plain' }, 'hi')).status).toBe(415);
  });

  it('cuts after exactly as many bytes as told', async () => {
    simulator.behave({ cutAfterBytes: 37 });
    const answer = await fetch(simulator.url + CHAT_PATH, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...OPENAI },
      body: JSON.stringify({ ...CHAT, stream: true }),
    });
    const reader = answer.body!.getReader();
    let bytes = 0;
    const drained = (async () => {
      for (let part = await reader.read(); !part.done; part = await reader.read()) bytes += part.value.length;
    })();
    await expect(drained).rejects.toThrow();
    expect(bytes).toBe(37);
  });

  it('tells errors when to come back', async () => {
    simulator.behave({ status: 429, retryAfter: 7 });
    const [openai, anthropic] = [
      await post(CHAT_PATH, OPENAI, CHAT),
      await post(MESSAGES_PATH, ANTHROPIC, MESSAGE),
    ];
    expect([openai, anthropic].map(({ headers }) => headers.get('retry-after'))).toEqual(['7', '7']);
    expect(openai.json().error).toMatchObject({ type: 'rate_limit_error', code: 'rate_limit_exceeded' });
    expect(anthropic.json().error.type).toBe('rate_limit_error');
  });
});

function floatsOf(base64: string): number[] {
  return Array.from(new Float32Array(Uint8Array.from(Buffer.from(base64, 'base64')).buffer));
}
