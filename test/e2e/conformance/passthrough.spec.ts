import { RateLimitError as AnthropicError } from '@anthropic-ai/sdk';
import { RateLimitError as OpenAIError } from 'openai';
import { ACME_KEY } from '../stage.js';
import { type ConformanceStage, openConformanceStage } from './conformance.stage.js';
import { ANTHROPIC, DIALECTS, freshModel, OPENAI } from './dialects.js';

const QUESTION = 'Where is the bicycle garage?';

/** Bodies that any parser would write down differently. */
const oddBodies = (ask: object) => {
  const text = JSON.stringify(ask);
  return [
    text,
    JSON.stringify(ask, undefined, '\t'),
    `  \r\n${text}\n\n`,
    text.replace('{', '{ "temperature" : 1.0 , "seed":1e2,"escaped\\u0041":"\\u00e9\\/",'),
    text.replace('{', '{"10":1,"2":2,'),
  ];
};

describe.each(DIALECTS)('a miss on the wire of %s', (_, dialect) => {
  let stage: ConformanceStage;
  beforeAll(async () => {
    stage = await openConformanceStage();
  });
  afterEach(() => stage.simulator.behave({}));
  afterAll(() => stage.close());

  const request = (more: object = {}) => dialect.ask(QUESTION, { model: freshModel(), ...more });

  it.each([0, 1, 2, 3, 4])('goes upstream byte for byte: %p', async (odd) => {
    const text = oddBodies(request())[odd]!;
    expect((await stage.post(dialect, text)).status).toBe(200);
    expect(stage.upstream.last().rawBody).toBe(text);
  });

  it.each<[string, (text: string, block: string) => string]>([
    ['first', (text, block) => text.replace('{', `{${block},`)],
    ['in the middle', (text, block) => text.replace(/"(?=messages|input)/, `${block}, "`)],
    ['last', (text, block) => text.replace(/}$/, `, ${block} }`)],
  ])('goes upstream without the cache block, otherwise byte for byte: %s', async (_name, insert) => {
    const text = JSON.stringify(request({ temperature: 0.5, nested: { cache: { ttl: 1 } } }), undefined, 1);
    const block = '"cache" : {"ttl": 60, "tags": ["}", "\\""]}';
    const sent = insert(text, block);
    expect((await stage.post(dialect, sent)).status).toBe(200);
    const { rawBody } = stage.upstream.last();
    expect(JSON.parse(rawBody)).toEqual(JSON.parse(text));
    const { cut, put } = differenceOf(sent, rawBody);
    expect(put).toBe('');
    // A quotation mark more at one end is one less at the other.
    expect(cut).toContain(block.slice(1));
  });

  it.each([false, true])(
    'goes upstream as it is when it is not I-JSON, past memory (stream: %p)',
    async (stream) => {
      const text = JSON.stringify(request({ stream })).replace('{', '{"seed":12345678901234567890,');
      const replies = [await stage.post(dialect, text), await stage.post(dialect, text)];
      for (const reply of replies) {
        expect(reply).toMatchObject({ status: 200, cache: 'BYPASS' });
        expect(reply.headers['cache-status']).toBe('ragcache; fwd=bypass; detail=not-i-json');
      }
      expect(stage.upstream.last().rawBody).toContain('"seed":12345678901234567890,');
    },
  );

  it('goes upstream with the configured key, and with no header that is ours', async () => {
    const headers = {
      ...{
        'x-cache-namespace': 'n',
        'cache-control': 'max-age=5',
        cookie: 'a=b',
        'x-forwarded-for': '1.2.3.4',
      },
      'anthropic-beta': 'b-1',
      'openai-beta': 'b-2',
    };
    await stage.post(dialect, request(), { headers });
    const sent = stage.upstream.last().headers;
    expect(JSON.stringify(sent)).not.toContain(ACME_KEY);
    for (const name of ['cookie', 'x-forwarded-for', 'x-cache-namespace', 'cache-control'])
      expect(sent[name]).toBeUndefined();
    if (dialect.provider === 'openai') {
      expect(sent).toMatchObject({ authorization: 'Bearer sk-simulated', 'openai-beta': 'b-2' });
    } else {
      expect(sent).toMatchObject({ 'x-api-key': 'sk-ant-simulated', 'anthropic-beta': 'b-1' });
      expect(sent).toMatchObject({ 'anthropic-version': '2023-06-01' });
    }
  });

  it('comes back as it is: body, kind and rate limits', async () => {
    const body = request();
    stage.simulator.behave({ seed: 5 });
    const direct = await fetch(new URL(dialect.path, stage.simulator.url), {
      method: 'POST',
      headers: { ...dialect.headers('sk'), 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const reply = await stage.post(dialect, body);
    expect(reply.text).toBe(await direct.text());
    for (const name of ['content-type', ...rateLimits(direct.headers)])
      expect(reply.headers[name]).toBe(direct.headers.get(name));
  });

  it('streams back as it is, up to its terminal event', async () => {
    const more = dialect.provider === 'openai' ? { stream_options: { include_usage: true } } : {};
    const body = request({ stream: true, ...more });
    stage.simulator.behave({ seed: 5 });
    const direct = await fetch(new URL(dialect.path, stage.simulator.url), {
      method: 'POST',
      headers: { ...dialect.headers('sk'), 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const reply = await stage.post(dialect, body);
    const whole = await direct.text();
    expect(reply.text.slice(0, whole.length)).toBe(whole);
    expect(reply.text.slice(whole.length)).toMatch(/^(:[^\n]*\n+)*$/);
    expect(reply.headers['content-type']).toMatch(/^text\/event-stream/);
    expect(reply.headers['x-accel-buffering']).toBe('no');
  });

  it('streams back as it comes', async () => {
    stage.simulator.behave({ tokensPerSecond: 10 });
    const { chunks } = await stage.post(dialect, request({ stream: true }));
    expect(chunks.length).toBeGreaterThan(3);
    expect(chunks.at(-1)!.at - chunks[0]!.at).toBeGreaterThan(300);
  });

  it.each([false, true])(
    'fails as the provider fails, with its words and its advice (stream: %p)',
    async (stream) => {
      for (const status of [400, 404, 429, 500, 503, 529]) {
        stage.simulator.behave({ status, retryAfter: 7 });
        const calls = stage.upstream.calls();
        const reply = await stage.post(dialect, request({ stream }));
        expect(reply.status).toBe(status);
        expect(reply.json()).toMatchObject(dialect.errorShape);
        expect(reply.text).toContain(`[simulated] An error with status ${status}.`);
        expect(reply.headers['retry-after']).toBe('7');
        expect(rateLimits(new Headers({ ...reply.headers })).length).toBeGreaterThan(1);
        expect(stage.upstream.calls() - calls).toBe(1);
      }
    },
  );

  it('tells the official SDK of an error in its own classes', async () => {
    stage.simulator.behave({ status: 429, retryAfter: 7 });
    const { openai, anthropic } = stage.sdks();
    const messages = [{ role: 'user' as const, content: QUESTION }];
    const body = { model: freshModel(), max_tokens: 9, messages };
    await expect(
      dialect.provider === 'openai' ? openai.chat.completions.create(body) : anthropic.messages.create(body),
    ).rejects.toBeInstanceOf(dialect.provider === 'openai' ? OpenAIError : AnthropicError);
  });

  it('that is cut upstream ends with an error event and without the terminal one', async () => {
    stage.simulator.behave({ cutAfterBytes: 900 });
    const reply = await stage.post(dialect, request({ stream: true }));
    expect(reply.status).toBe(200);
    expect(reply.text).not.toMatch(dialect.terminal);
    expect(reply.text).toContain(`\n\n${dialect.errorEvent}`);
  });

  it.each<[string, string]>([
    ['no JSON', '{"model": "m", "messages": ['],
    ['an empty body', ''],
    ['an array', '[]'],
    ['a text', '"hello"'],
    ['null', 'null'],
    ['no model', '{"max_tokens":9,"messages":[{"role":"user","content":"x"}]}'],
    ['a model that is a number', '{"model":4,"max_tokens":9,"messages":[{"role":"user","content":"x"}]}'],
    ['messages that are a number', '{"model":"m","max_tokens":9,"messages":4,"input":4}'],
    ['a message that is a text', '{"model":"m","max_tokens":9,"messages":["x"],"input":["x"]}'],
  ])("is none with %s: 400 in the provider's shape", async (_name, body) => {
    const calls = stage.upstream.calls();
    const reply = await stage.post(dialect, body);
    expect(reply.status).toBe(400);
    expect(reply.json()).toMatchObject(dialect.errorShape);
    expect(stage.upstream.calls()).toBe(calls);
  });

  it.each([
    ['no key', null],
    ['an unknown key', 'nobody-key-0123456789abcdefghij'],
  ])("is none with %s: 401 in the provider's shape", async (_name, key) => {
    const reply = await stage.post(dialect, request(), { key });
    expect(reply.status).toBe(401);
    expect(reply.json()).toMatchObject(dialect.errorShape);
  });

  it.each([false, true])('passes on what we do not know (stream: %p)', async (stream) => {
    const parts = [{ type: 'hologram', rays: [1, 2, 3] }];
    const body = request({ stream, messages: [{ role: 'user', content: parts }], novelty: { deep: true } });
    expect((await stage.post(dialect, body)).status).toBe(200);
    expect(stage.upstream.last().body).toMatchObject({
      messages: [{ content: parts }],
      novelty: { deep: true },
    });
  });
});

describe('a streamed call of OpenAI', () => {
  let stage: ConformanceStage;
  beforeAll(async () => {
    stage = await openConformanceStage();
  });
  afterAll(() => stage.close());

  it.each<[string, object, string]>([
    ['says nothing of stream options', {}, '{"include_usage":true}'],
    ['has other stream options', { stream_options: { include_obfuscation: false } }, '"include_usage":true'],
    ['has no stream options', { stream_options: {} }, '"include_usage":true'],
  ])('that %s is asked for usage, which its caller does not see', async (_, more, spliced) => {
    const text = JSON.stringify(
      OPENAI.ask(QUESTION, { model: freshModel(), stream: true, ...more }),
      undefined,
      1,
    );
    const reply = await stage.post(OPENAI, text);
    const { rawBody } = stage.upstream.last();
    const options = 'stream_options' in more ? (more.stream_options as object) : {};
    expect(JSON.parse(rawBody)).toEqual({
      ...(JSON.parse(text) as object),
      stream_options: { ...options, include_usage: true },
    });
    const { cut, put } = differenceOf(text, rawBody);
    expect(cut).toBe('');
    expect(put.replaceAll(/\s/g, '')).toContain(spliced);
    expect(reply.text).not.toContain('"usage"');
    expect(reply.text).not.toContain('"choices":[]');
    expect(reply.text).toMatch(OPENAI.terminal);
  });

  it('that asks for usage gets it, from the model and from memory', async () => {
    const stream_options = { include_usage: true };
    const body = OPENAI.ask(QUESTION, { model: freshModel(), stream: true, stream_options });
    const [miss, hit] = [await stage.post(OPENAI, body), await stage.post(OPENAI, body)];
    expect([miss.cache, hit.cache]).toEqual(['MISS', 'HIT']);
    const usageOf = (text: string) => /"choices":\[\],.*("usage":\{.*\})\}\n/.exec(text)?.[1];
    expect(usageOf(miss.text)).toMatch(/"total_tokens":[1-9]/);
    const wholeHit = (await stage.post(OPENAI, { ...body, stream: false, stream_options: undefined })).json();
    expect(wholeHit.usage.total_tokens).toBeGreaterThan(0);
    expect(JSON.parse(`{${usageOf(hit.text)!}}`)).toEqual({ usage: wholeHit.usage });
  });

  it('that did not ask for usage gets none from memory either', async () => {
    const body = OPENAI.ask(QUESTION, { model: freshModel(), stream: true });
    await stage.post(OPENAI, body);
    const hit = await stage.post(OPENAI, body);
    expect(hit.cache).toBe('HIT');
    expect(hit.text).not.toContain('"usage"');
  });
});

describe('the models', () => {
  let stage: ConformanceStage;
  beforeAll(async () => {
    stage = await openConformanceStage();
  });
  afterAll(() => stage.close());

  it('are listed to both official SDKs', async () => {
    const { openai, anthropic } = stage.sdks();
    const [model] = (await openai.models.list()).data;
    expect(model).toMatchObject({ id: expect.any(String), object: 'model' });
    const [other] = (await anthropic.models.list()).data;
    expect(other).toMatchObject({ id: expect.any(String), type: 'model', display_name: expect.any(String) });
  });

  it('are for callers with a key', async () => {
    const openai = await stage.get('/v1/models');
    expect(openai.status).toBe(401);
    expect(openai.json()).toMatchObject(OPENAI.errorShape);
    const anthropic = await stage.get('/v1/models', ANTHROPIC.headers(null));
    expect(anthropic.status).toBe(401);
    expect(anthropic.json()).toMatchObject(ANTHROPIC.errorShape);
  });
});

/** Names of the headers that tell a rate limit. */
function rateLimits(headers: Headers): string[] {
  return [...headers.keys()].filter((name) => name.includes('ratelimit'));
}

/** What one splice took out of a text and what it put in. */
function differenceOf(before: string, after: string): { cut: string; put: string } {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  return { cut: before.slice(start, before.length - end), put: after.slice(start, after.length - end) };
}
