import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { json, LoopbackServer, type ReceivedRequest } from '@app/http/testing';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI, { toFile } from 'openai';
import { startService, type Service } from '../support/service.js';
import { ACME_KEY, LEAN, RIVAL_KEY } from './stage.js';

const KEYS = { OPENAI_API_KEY: 'sk-operator', ANTHROPIC_API_KEY: 'sk-ant-operator' };
const ONE_TENANT = { API_KEYS: `acme:${ACME_KEY}` };
const TWO_TENANTS = { API_KEYS: `acme:${ACME_KEY},rival:${RIVAL_KEY}` };

describe('a route that the service does not answer itself', () => {
  let upstream: LoopbackServer;
  let service: Service;
  const start = (environment: Readonly<Record<string, string>>) =>
    startService({
      ...{ NODE_ENV: 'production', ...KEYS, ...LEAN, ...environment },
      ...{ OPENAI_BASE_URL: `${upstream.origin}/v1`, ANTHROPIC_BASE_URL: upstream.origin },
    });
  beforeAll(async () => {
    upstream = await LoopbackServer.start((response) => json(response, 200, {}));
    service = await start({
      ...ONE_TENANT,
      PASS_ROUTES: 'fine_tuning, DELETE models',
      PASS_BODY_LIMIT: '4000000',
    });
  });
  afterAll(async () => {
    await service.stop();
    await upstream.close();
  });
  beforeEach(() => {
    upstream.requests.length = 0;
    upstream.aborts.length = 0;
    upstream.reply = (response) => json(response, 200, { object: 'list', data: [] });
  });

  const openai = (key = ACME_KEY, url = service.url) =>
    new OpenAI({ apiKey: key, baseURL: `${url}/v1`, maxRetries: 0 });
  const anthropic = () => new Anthropic({ apiKey: ACME_KEY, baseURL: service.url, maxRetries: 0 });
  const received = (): ReceivedRequest => upstream.requests.at(-1)!;

  describe('goes to the provider as the official clients send it', () => {
    it.each<[string, (client: OpenAI) => Promise<unknown>, string]>([
      [
        'files',
        (client) => client.files.list({ limit: 2, purpose: 'batch' }),
        'GET /v1/files?limit=2&purpose=batch',
      ],
      ['a file', (client) => client.files.retrieve('file-1'), 'GET /v1/files/file-1'],
      ['its end', (client) => client.files.delete('file-1'), 'DELETE /v1/files/file-1'],
      ['a batch', (client) => client.batches.cancel('batch_1'), 'POST /v1/batches/batch_1/cancel'],
      ['a moderation', (client) => client.moderations.create({ input: 'Hello' }), 'POST /v1/moderations'],
      ['a picture', (client) => client.images.generate({ prompt: 'A cat' }), 'POST /v1/images/generations'],
      ['a model', (client) => client.models.retrieve('gpt-sim'), 'GET /v1/models/gpt-sim'],
      ['a response', (client) => client.responses.retrieve('resp_1'), 'GET /v1/responses/resp_1'],
      [
        'its items',
        (client) => client.responses.inputItems.list('resp_1'),
        'GET /v1/responses/resp_1/input_items',
      ],
      ['a store', (client) => client.vectorStores.create({ name: 'x' }), 'POST /v1/vector_stores'],
      ['stored chats', (client) => client.chat.completions.list(), 'GET /v1/chat/completions'],
    ])('for OpenAI: %s', async (_, ask, line) => {
      await ask(openai());
      const { method, path, headers } = received();
      expect(`${method} ${path}`).toBe(line);
      expect(headers.authorization).toBe('Bearer sk-operator');
      expect(headers['x-stainless-lang']).toBe('js');
      expect(JSON.stringify(headers)).not.toContain(ACME_KEY);
    });

    it('for Anthropic: batches, a batch, files', async () => {
      const client = anthropic();
      await client.messages.batches.list();
      await client.messages.batches.retrieve('msgbatch_1');
      await client.beta.files.list();
      expect(upstream.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
        'GET /v1/messages/batches',
        'GET /v1/messages/batches/msgbatch_1',
        'GET /v1/files',
      ]);
      for (const { headers } of upstream.requests) expect(headers['x-api-key']).toBe('sk-ant-operator');
    });

    it('with its body byte for byte: JSON, a form, compressed bytes', async () => {
      const bodies: [string, Record<string, string>, Buffer][] = [
        ['/v1/moderations', { 'content-type': 'application/json' }, Buffer.from(' {"input":"é", "n":1.0}')],
        ['/v1/uploads', { 'content-type': 'application/octet-stream' }, Buffer.from([0, 255, 13, 10])],
        ['/v1/x', { 'content-type': 'application/json', 'content-encoding': 'gzip' }, Buffer.from([31, 139])],
      ];
      for (const [path, headers, body] of bodies) {
        const response = await fetch(service.url + path, {
          ...{ method: 'PUT', body },
          headers: { authorization: `Bearer ${ACME_KEY}`, ...headers },
        });
        expect(response.status).toBe(200);
        expect(received()).toMatchObject({ method: 'PUT', path, headers });
        expect(received().bytes).toEqual(body);
      }
      const content = Buffer.alloc(300_000, 'x');
      await openai().files.create({ purpose: 'batch', file: await toFile(content, 'lines.jsonl') });
      expect(received().text).toContain(content.toString());
    });
  });

  it('comes back with its status, headers and bytes, and says that memory was left out', async () => {
    upstream.reply = (response) => {
      response.writeHead(418, {
        ...{ 'content-type': 'audio/mpeg', 'x-request-id': 'theirs', etag: '"1"' },
        ...{ 'openai-organization': 'ours', 'set-cookie': 'a=b', 'openai-version': '2020-10-01' },
      });
      response.end(Buffer.from([255, 0, 1]));
    };
    const response = await fetch(`${service.url}/v1/audio/speech`, {
      ...{ method: 'POST', body: '{}' },
      headers: { 'x-api-key': ACME_KEY, 'content-type': 'application/json' },
    });
    expect(response.status).toBe(418);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from([255, 0, 1]));
    expect(Object.fromEntries(response.headers)).toMatchObject({
      ...{ 'content-type': 'audio/mpeg', etag: '"1"', 'openai-version': '2020-10-01' },
      ...{ 'x-upstream-request-id': 'theirs', 'x-content-type-options': 'nosniff' },
      'cache-status': 'ragcache; fwd=bypass; detail=route',
    });
    for (const name of ['set-cookie', 'openai-organization']) expect(response.headers.has(name)).toBe(false);
  });

  it('streams both ways: the first event arrives while the provider is still writing', async () => {
    let more: () => void = () => undefined;
    upstream.reply = (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('event: response.created\ndata: {"type":"response.created"}\n\n');
      more = () => response.end('event: error\ndata: {"type":"response.completed"}\n\n');
    };
    const types: string[] = [];
    for await (const event of await openai().responses.retrieve('resp_1', { stream: true })) {
      types.push(event.type);
      more();
    }
    expect(types[0]).toBe('response.created');
  });

  describe('is refused', () => {
    const refused = async (method: string, path: string, headers: Record<string, string> = {}) => {
      const { status, body } = await service.request(method, path, { key: ACME_KEY, headers });
      return { status, code: (body as { error?: { code?: string } }).error?.code, calls: upstream.calls };
    };

    it.each(['GET /v1/fine_tuning/jobs', 'POST /v1/%66ine_tuning/jobs', 'DELETE /v1/models/gpt-sim'])(
      'where the operator closed it: %s',
      async (line) => {
        const [method = '', path = ''] = line.split(' ');
        expect(await refused(method, path)).toEqual({ status: 403, code: 'forbidden', calls: 0 });
      },
    );

    it('without a key, and with one that may not ask', async () => {
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'])
        expect((await service.request(method, '/v1/files')).status).toBe(401);
      expect(upstream.calls).toBe(0);
    });

    it.each([
      '/v1/files/%2e%2e/x',
      '/v1/files/..%2fx',
      '/v1/files/a%5cb',
      '/v1/files#x',
      `/v1/files/${ACME_KEY}`,
      '/v1/',
    ])('as a path that another server may read in another way: %s', async (path) => {
      const left = await new Promise<number>((resolve, reject) => {
        const asking = httpRequest(service.url, { path, headers: { 'x-api-key': ACME_KEY } }, (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        });
        asking.on('error', reject).end();
      });
      expect([left, upstream.calls]).toEqual([404, 0]);
    });

    it('as a WebSocket, in words', async () => {
      const asking = httpRequest(service.url, {
        path: '/v1/realtime?model=m',
        headers: { 'x-api-key': ACME_KEY, connection: 'Upgrade', upgrade: 'websocket' },
      });
      const [response] = (await once(asking.end(), 'response')) as [
        NodeJS.ReadableStream & { statusCode: number },
      ];
      let text = '';
      for await (const piece of response) text += String(piece);
      expect([response.statusCode, text]).toEqual([400, expect.stringContaining('WebSocket')]);
    });

    it('with a body over the limit, whether or not its length is told', async () => {
      const form = { 'content-type': 'application/octet-stream', 'x-api-key': ACME_KEY };
      const bytes = Buffer.alloc(4_000_001);
      const told = await fetch(`${service.url}/v1/files`, { method: 'POST', body: bytes, headers: form });
      expect([told.status, upstream.calls]).toEqual([413, 0]);
      const untold = new Blob([bytes]).stream();
      const init = { method: 'POST', body: untold, headers: form, duplex: 'half' } as RequestInit;
      const second = await fetch(`${service.url}/v1/files`, init);
      expect([second.status, upstream.calls]).toEqual([413, 0]);
    });
  });

  it('ends with its caller: an upload that stops half-way is stopped at the provider, and leaves room', async () => {
    const asking = httpRequest(service.url, {
      ...{ method: 'POST', path: '/v1/files' },
      headers: {
        'x-api-key': ACME_KEY,
        'content-type': 'application/octet-stream',
        'content-length': 1_000_000,
      },
    });
    asking.on('error', () => undefined).write(Buffer.alloc(70_000));
    await new Promise((resolve) => setTimeout(resolve, 100));
    asking.destroy();
    expect((await service.request('GET', '/v1/files', { key: ACME_KEY })).status).toBe(200);
    expect(upstream.requests.map(({ method }) => method)).toEqual(['GET']);
  });

  describe('where tenants share the account', () => {
    let shared: Service;
    beforeAll(async () => {
      shared = await start(TWO_TENANTS);
    });
    afterAll(() => shared.stop());

    it.each(['GET /v1/organization/users', 'DELETE /v1/models/ft:gpt', 'PUT /v1/from/the/future'])(
      'is closed when nobody knows what it can reach: %s',
      async (line) => {
        const [method = '', path = ''] = line.split(' ');
        const { status, body } = await shared.request(method, path, { key: ACME_KEY });
        expect(status).toBe(403);
        expect((body as { error: { message: string } }).error.message).toContain('PASS_SHARED');
        expect(upstream.calls).toBe(0);
      },
    );

    it('is open when it computes something from the request alone', async () => {
      const client = openai(RIVAL_KEY, shared.url);
      await client.moderations.create({ input: 'Hello' });
      await client.embeddings.create({ model: 'm', input: 'Hello' });
      await client.models.retrieve('gpt-sim');
      expect(upstream.calls).toBe(3);
    });

    it('is open when the operator says so', async () => {
      const open = await start({ ...TWO_TENANTS, PASS_SHARED: 'true' });
      expect((await open.request('GET', '/v1/organization/users', { key: ACME_KEY })).status).toBe(200);
      await open.stop();
    });
  });
});
