import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json, LoopbackServer, type Reply } from '@app/http/testing';
import { anthropicWire, openAiWire } from '@app/llm/testing';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI, { AzureOpenAI } from 'openai';
import { startRefused, startService, type Service } from '../support/service.js';
import { ACME_KEY, LEAN, RIVAL_KEY } from './stage.js';

const MODELS = (...ids: string[]) => ({ object: 'list', data: ids.map((id) => ({ id, object: 'model' })) });
const ASKED = [{ role: 'user' as const, content: 'How long do refunds take?' }];

/** Answers chats with its own name, and lists its models. */
const standIn =
  (name: string, ...models: string[]): Reply =>
  (response, _, { path }) => {
    if (path.includes('/models')) return json(response, 200, MODELS(...models));
    if (path.endsWith('/messages')) return json(response, 200, anthropicWire.whole(name));
    json(response, 200, openAiWire.whole(name));
  };

describe('UPSTREAMS_FILE', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ragcache-upstreams-'));
  const file = join(folder, 'upstreams.yaml');
  const servers: Record<string, LoopbackServer> = {};
  let service: Service;

  beforeAll(async () => {
    for (const name of ['plain', 'groq', 'vllm', 'closed', 'azure', 'claude'])
      servers[name] = await LoopbackServer.start(standIn(name));
    const at = (name: string) => servers[name]!.origin;
    writeFileSync(join(folder, 'key'), 'sk-from-a-file\n');
    writeFileSync(
      file,
      `
upstreams:
  - { name: groq, kind: openai, base_url: "${at('groq')}/openai/v1", key_env: GROQ_KEY, models: [llama-3, "llama-*"] }
  - { name: vllm, kind: openai, base_url: "${at('vllm')}/v1/", models: ["llama-4-*", flaky, slow],
      headers: { X-Team: search }, timeout_ms: 300, fallback: [groq/llama-3, openai/gpt-4.1-mini] }
  - { name: closed, kind: openai, base_url: "${at('closed')}/v1", key_file: ${join(folder, 'key')},
      models: [gpt-4.1-mini], tenants: [acme] }
  - { name: azure, kind: openai, base_url: "${at('azure')}", key: sk-azure, auth: api-key, path_style: deployments,
      query: { api-version: 2024-10-21 }, models: [prod-4o] }
  - { name: claude, kind: anthropic, base_url: "${at('claude')}", key: sk-ant, models: ["claude-*"] }
`,
    );
    service = await startService({
      ...{ NODE_ENV: 'production', API_KEYS: `acme:${ACME_KEY},rival:${RIVAL_KEY}`, ...LEAN },
      ...{ OPENAI_API_KEY: 'sk-plain', OPENAI_BASE_URL: `${at('plain')}/v1`, UPSTREAMS_FILE: file },
      ...{ GROQ_KEY: 'sk-from-the-environment', PASS_SHARED: 'true' },
    });
  });
  afterAll(async () => {
    await service.stop();
    await Promise.all(Object.values(servers).map((server) => server.close()));
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => {
    for (const [name, server] of Object.entries(servers)) {
      server.requests.length = 0;
      server.reply = standIn(name);
    }
  });

  const openai = (key = RIVAL_KEY) =>
    new OpenAI({ apiKey: key, baseURL: `${service.url}/v1`, maxRetries: 0 });
  const asked = (name: string) => servers[name]!.requests.at(-1)!;
  const chat = (
    model: string,
    { key = RIVAL_KEY, ...more }: { key?: string; [name: string]: unknown } = {},
  ) => service.request('POST', '/v1/chat/completions', { key, body: { model, messages: ASKED, ...more } });
  const textOf = (answer: { body: { choices: { message: { content: string } }[] } }) =>
    answer.body.choices[0]!.message.content;
  /** A question that nothing has an answer to yet. */
  let number = 0;
  const anew = () => ({ seed: ++number });

  describe('sends a model', () => {
    it.each([
      ['llama-3', 'groq', 'llama-3'],
      ['llama-3.1', 'groq', 'llama-3.1'],
      ['llama-4-scout', 'vllm', 'llama-4-scout'],
      ['groq/whisper', 'groq', 'whisper'],
      ['vllm/llama-3', 'vllm', 'llama-3'],
      ['gpt-4.1-mini', 'plain', 'gpt-4.1-mini'],
      ['meta/llama', 'plain', 'meta/llama'],
      ['azure/prod-4o', 'azure', 'prod-4o'],
    ])('%s to %s as %s', async (model, name, sent) => {
      const answer = await chat(model, anew());
      expect([answer.status, textOf(answer), answer.headers['x-upstream']]).toEqual([
        200,
        name,
        name === 'plain' ? 'openai' : name,
      ]);
      expect(asked(name).body).toEqual({ model: sent, messages: ASKED, seed: number });
    });

    it('with the key, the headers and the path of its row', async () => {
      for (const model of ['llama-3', 'vllm/m', 'gpt-4.1-mini', 'prod-4o']) await chat(model, anew());
      expect([asked('groq'), asked('vllm'), asked('plain'), asked('azure')]).toMatchObject([
        { path: '/openai/v1/chat/completions', headers: { authorization: 'Bearer sk-from-the-environment' } },
        { path: '/v1/chat/completions', headers: { 'x-team': 'search' } },
        { path: '/v1/chat/completions', headers: { authorization: 'Bearer sk-plain' } },
        {
          path: '/openai/deployments/prod-4o/chat/completions?api-version=2024-10-21',
          headers: { 'api-key': 'sk-azure' },
        },
      ]);
      expect(asked('vllm').headers.authorization).toBeUndefined();
      expect(asked('azure').headers.authorization).toBeUndefined();
    });

    it('to the row of its tenant alone', async () => {
      expect(textOf(await chat('gpt-4.1-mini', { key: ACME_KEY, ...anew() }))).toBe('closed');
      expect(asked('closed').headers.authorization).toBe('Bearer sk-from-a-file');
      expect(textOf(await chat('gpt-4.1-mini', anew()))).toBe('plain');
      expect(textOf(await chat('closed/gpt-4.1-mini', anew()))).toBe('plain');
    });

    it('with every other byte of its body kept, whatever its size', async () => {
      const rest = '"messages" : [{"role":"user","content":"é"}],\n"top_p":1.0';
      const large = `"x":"${'y'.repeat(1_200_000)}"`;
      for (const more of ['"seed":1.50', large]) {
        const raw = `{ "model" : "groq/m", ${rest}, ${more} }`;
        await service.request('POST', '/v1/chat/completions', { key: RIVAL_KEY, body: raw });
        expect(asked('groq').text).toBe(raw.replace('groq/m', 'm'));
      }
    });

    it('to a row of its format: Messages', async () => {
      const client = new Anthropic({ apiKey: RIVAL_KEY, baseURL: service.url, maxRetries: 0 });
      const message = await client.messages.create({ model: 'claude-x', max_tokens: 9, messages: ASKED });
      expect(message.content).toMatchObject([{ text: 'claude' }]);
      expect(asked('claude')).toMatchObject({ path: '/v1/messages', headers: { 'x-api-key': 'sk-ant' } });
    });

    it('of a question of ours, too', async () => {
      const ask = (model: string) => service.ask({ query: 'Who is on call?', model }, RIVAL_KEY);
      expect((await ask('llama-3')).body.response).toBe('groq');
      expect((await ask('groq/llama-3')).headers['x-cache-status']).toBe('HIT');
      expect((await ask('prod-4o')).body.response).toBe('azure');
      expect((await ask('claude-x')).body.response).toBe('claude');
      expect(asked('azure').path).toBe('/openai/deployments/prod-4o/chat/completions?api-version=2024-10-21');
      expect(asked('azure').headers).toMatchObject({ 'api-key': 'sk-azure' });
      expect(asked('azure').headers.authorization).toBeUndefined();
    });
  });

  describe('keeps answers apart', () => {
    it('of upstreams that serve one model, and together of one model by two names', async () => {
      const more = anew();
      const statuses = [];
      for (const model of ['llama-3', 'vllm/llama-3', 'groq/llama-3', 'llama-3']) {
        const { headers, ...answer } = await chat(model, more);
        statuses.push([textOf(answer), headers['x-cache-status']]);
      }
      expect(statuses).toEqual([
        ['groq', 'MISS'],
        ['vllm', 'MISS'],
        ['groq', 'HIT'],
        ['groq', 'HIT'],
      ]);
    });
  });

  describe("takes Azure's own paths", () => {
    const azure = (model: string, apiVersion: string) =>
      new AzureOpenAI({
        ...{ apiKey: RIVAL_KEY, endpoint: service.url, apiVersion, maxRetries: 0 },
      }).chat.completions
        .create({ model, messages: ASKED, seed: number })
        .withResponse();

    it('of a deployment and a version, which tell answers apart', async () => {
      number++;
      const seen = [];
      for (const [model, version] of [
        ['prod-4o', '2025-01-01'],
        ['prod-4o', '2025-01-01'],
        ['prod-4o', '2025-02-01'],
        ['llama-3', '2025-02-01'],
      ] as const) {
        const { data, response } = await azure(model, version);
        seen.push([data.choices[0]!.message.content, response.headers.get('x-cache-status')]);
      }
      expect(seen).toEqual([
        ['azure', 'MISS'],
        ['azure', 'HIT'],
        ['azure', 'MISS'],
        ['groq', 'MISS'],
      ]);
      expect(servers['azure']!.requests.map(({ path }) => path)).toEqual([
        '/openai/deployments/prod-4o/chat/completions?api-version=2025-01-01',
        '/openai/deployments/prod-4o/chat/completions?api-version=2025-02-01',
      ]);
      expect(asked('groq').path).toBe('/openai/v1/chat/completions');
    });

    it('where the body names no model, and needs a key of ours', async () => {
      const path = '/openai/deployments/groq%2Fllama-3/chat/completions?api-version=1';
      const request = (key: string) =>
        service.request('POST', path, { body: { messages: ASKED, ...anew() }, headers: { 'api-key': key } });
      expect(textOf(await request(RIVAL_KEY))).toBe('groq');
      expect(asked('groq').body).toMatchObject({ model: 'llama-3' });
      expect(await request('sk-somebody')).toMatchObject({ status: 401, body: { error: {} } });
    });
  });

  describe('lists models', () => {
    const ids = async (key = RIVAL_KEY) => {
      const list = await openai(key).models.list();
      return list.data.map(({ id }) => id);
    };

    it('of all upstreams, by the names that the caller can use', async () => {
      servers['plain']!.reply = standIn('plain', 'gpt-4.1-mini', 'llama-3');
      servers['groq']!.reply = standIn('groq', 'llama-3', 'whisper');
      servers['vllm']!.reply = standIn('vllm', 'llama-3');
      servers['closed']!.reply = standIn('closed', 'gpt-4.1-mini');
      servers['azure']!.reply = (response) => json(response, 500, {});
      const others = ['llama-3', 'groq/whisper', 'vllm/llama-3', 'flaky', 'slow', 'prod-4o'];
      expect(await ids()).toEqual(['gpt-4.1-mini', ...others]);
      expect(servers['closed']!.calls).toBe(0);
      expect((await ids(ACME_KEY)).sort()).toEqual(['gpt-4.1-mini', ...others].sort());
      expect(servers['closed']!.calls).toBe(1);
      expect(asked('azure').path).toBe('/openai/models?api-version=2024-10-21');
    });

    it('one by one, of the upstream that serves it', async () => {
      await openai().models.retrieve('groq/whisper');
      await openai().models.retrieve('gpt-4.1-mini');
      expect([asked('groq').path, asked('plain').path]).toEqual([
        '/openai/v1/models/whisper',
        '/v1/models/gpt-4.1-mini',
      ]);
    });

    it('in the format of the caller', async () => {
      const models = [{ type: 'model', id: 'claude-x' }];
      servers['claude']!.reply = (response) => json(response, 200, { data: models, has_more: true });
      const client = new Anthropic({ apiKey: RIVAL_KEY, baseURL: service.url, maxRetries: 0 });
      const page = await client.models.list({ limit: 2 });
      expect(page).toMatchObject({ data: models, has_more: false, first_id: 'claude-x' });
    });
  });

  it('sends requests on other routes after their model, or to the shorthand', async () => {
    const { response } = await openai()
      .embeddings.create({ model: 'groq/embed', input: 'Hi' })
      .withResponse();
    expect(response.headers.get('x-upstream')).toBe('groq');
    await openai().files.list();
    const client = new Anthropic({ apiKey: RIVAL_KEY, baseURL: service.url, maxRetries: 0 });
    await client.messages.batches.retrieve('msgbatch_1');
    expect(asked('groq')).toMatchObject({ path: '/openai/v1/embeddings', body: { model: 'embed' } });
    expect(asked('plain').path).toBe('/v1/files');
    expect(asked('claude').path).toBe('/v1/messages/batches/msgbatch_1');
  });

  it('remembers vectors per upstream, and asks no other model for them', async () => {
    const vectors = (value: number): Reply => {
      const data = [{ object: 'embedding', index: 0, embedding: [value, 0] }];
      return (response) => json(response, 200, { object: 'list', data, model: 'm', usage: {} });
    };
    servers['groq']!.reply = vectors(1);
    servers['vllm']!.reply = vectors(2);
    const embed = (model: string) =>
      openai().embeddings.create({ model, input: 'Hello', encoding_format: 'float' }).withResponse();
    const seen = [];
    for (const model of ['groq/e', 'vllm/e', 'groq/e', 'vllm/e']) {
      const { data, response } = await embed(model);
      seen.push([data.data[0]!.embedding[0], response.headers.get('x-cache-status')]);
    }
    expect(seen).toEqual([
      [1, 'MISS'],
      [2, 'MISS'],
      [1, 'HIT'],
      [2, 'HIT'],
    ]);
    servers['vllm']!.reply = (response) => json(response, 503, {});
    await expect(embed('flaky')).rejects.toMatchObject({ status: 503 });
    expect(servers['groq']!.calls).toBe(1);
  });

  it('asks for what a tenant made where it was made', async () => {
    const output = [{ id: 'msg_1', type: 'message', role: 'assistant', status: 'completed', content: [] }];
    const response = {
      id: 'resp_1',
      object: 'response',
      created_at: 1,
      status: 'completed',
      model: 'm',
      output,
    };
    servers['groq']!.reply = (reply) => json(reply, 200, { ...response, usage: null, error: null });
    const client = openai();
    const made = await client.responses.create({ model: 'groq/m', input: 'Hi' });
    await client.responses.retrieve(made.id);
    await client.responses.delete('resp_1');
    expect(servers['groq']!.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /openai/v1/responses',
      'GET /openai/v1/responses/resp_1',
      'DELETE /openai/v1/responses/resp_1',
    ]);
    await client.responses.retrieve('resp_unknown');
    expect(asked('plain').path).toBe('/v1/responses/resp_unknown');
    await openai(ACME_KEY).responses.retrieve('resp_1');
    expect(asked('plain').path).toBe('/v1/responses/resp_1');
  });

  describe('asks another model', () => {
    const failing = (status: number, headers = {}): Reply => {
      return (response) => json(response, status, { error: { message: 'No.' } }, headers);
    };
    const expectSubstitute = async (model: string, name = 'groq') => {
      const answer = await chat(model, anew());
      expect([answer.status, answer.headers['x-upstream'], textOf(answer)]).toEqual([
        200,
        name === 'plain' ? 'openai' : name,
        name,
      ]);
      expect(answer.headers['cache-status']).toContain('detail=fallback');
      const again = await chat(model, { seed: number });
      expect(again.headers['x-cache-status']).toBe('MISS');
    };

    it.each([[500], [503], [529], [429]])('when its row answers with %d', async (status) => {
      servers['vllm']!.reply = failing(status);
      await expectSubstitute('flaky');
      expect(asked('groq').body).toMatchObject({ model: 'llama-3' });
    });

    it('when its row is too slow, or not there', async () => {
      servers['vllm']!.reply = () => undefined;
      await expectSubstitute('slow');
      servers['vllm']!.reply = (response) => void response.destroy();
      await expectSubstitute('slow');
    });

    it('and the next one, and gives the last response when all fail', async () => {
      servers['vllm']!.reply = failing(500);
      servers['groq']!.reply = failing(502);
      await expectSubstitute('flaky', 'plain');
      servers['plain']!.reply = failing(504);
      expect(await chat('flaky', anew())).toMatchObject({
        ...{ status: 504, headers: { 'x-upstream': 'openai' }, body: { error: { message: 'No.' } } },
      });
    });

    it('not for a fault of the request, and not when a short wait helps', async () => {
      servers['vllm']!.reply = failing(400);
      expect(await chat('flaky', anew())).toMatchObject({ status: 400, headers: { 'x-upstream': 'vllm' } });
      const limited = failing(429, { 'retry-after-ms': '50' });
      servers['vllm']!.reply = (response, call, request) =>
        (call % 2 === 1 ? limited : standIn('vllm'))(response, call, request);
      expect(textOf(await chat('flaky', anew()))).toBe('vllm');
      expect(servers['groq']!.calls).toBe(0);
    });

    it('for a question of ours, whose answer is not stored either', async () => {
      servers['vllm']!.reply = failing(503);
      for (let turn = 0; turn < 2; turn++) {
        const { headers, body } = await service.ask(
          { query: 'What is the capital of France?', model: 'flaky' },
          RIVAL_KEY,
        );
        expect([body.response, headers['cache-status']]).toEqual([
          'groq',
          'ragcache; fwd=miss; detail=fallback',
        ]);
      }
      expect(asked('groq').body).toMatchObject({ model: 'llama-3' });
    });

    it('streamed as well', async () => {
      servers['vllm']!.reply = failing(503);
      servers['groq']!.reply = (response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.end(openAiWire.streamed(['Yes', '.']));
      };
      const { data, response } = await openai()
        .chat.completions.create({ model: 'flaky', messages: ASKED, stream: true, seed: ++number })
        .withResponse();
      let text = '';
      for await (const chunk of data) text += chunk.choices[0]?.delta.content ?? '';
      expect([text, response.headers.get('x-upstream')]).toEqual(['Yes.', 'groq']);
    });
  });

  describe('says in the shape of the provider', () => {
    it('which upstream speaks another format', async () => {
      const answer = await chat('claude/claude-x');
      expect(answer).toMatchObject({
        status: 404,
        body: { error: { type: 'not_found_error', param: 'model', code: 'not_found' } },
      });
      expect(answer.body.error.message).toContain('Ask it at /v1/messages.');
    });

    it('which models there are, for one that nobody serves', async () => {
      const body = { model: 'nobody/has-this', max_tokens: 9, messages: ASKED };
      const answer = await service.request('POST', '/v1/messages', { key: RIVAL_KEY, body });
      expect(answer).toMatchObject({
        status: 404,
        body: { type: 'error', error: { type: 'not_found_error' } },
      });
      expect(answer.body.error.message).toBe(
        'model: no upstream here serves this model. There are: claude-*, claude/<model>.',
      );
      const question = await service.ask({ query: 'Why?', provider: 'anthropic', model: 'x' }, RIVAL_KEY);
      expect(question).toMatchObject({
        status: 404,
        body: { code: 'not_found', errors: [{ path: 'model' }] },
      });
    });
  });

  it.each([
    ['{"upstreams":[{"name":"x","kind":"other","key":"sk-1"}]}', 'upstream "x": kind must be one of .+'],
    ['upstreams: [{ name: x, kind: openai, base_url: "https://x", key_env: NO }]', '.+ NO, which is not set'],
    ['upstreams: [', 'the file is no valid YAML or JSON: see line 1, .+'],
  ])('stops the start with words when it holds %s', async (content, message) => {
    const bad = join(folder, 'bad.yaml');
    writeFileSync(bad, content);
    const { code, output } = await startRefused({ DATA_DIR: folder, PORT: '0', UPSTREAMS_FILE: bad });
    expect(code).toBe(1);
    expect(output).toMatch(new RegExp(`^RAGCache can't start: UPSTREAMS_FILE \\S+: ${message}\\.\n$`));
  });
});
