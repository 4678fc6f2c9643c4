import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { OpenAiEmbedder, type OpenAiEmbedderOptions } from './openai.embedder.js';

interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readonly<Record<string, unknown>>;
}

const portOf = (server: Server) => (server.address() as AddressInfo).port;
const json =
  (body: unknown, status = 200) =>
  (response: ServerResponse) =>
    response
      .writeHead(status, { 'content-type': 'application/json', location: '/v1/elsewhere' })
      .end(JSON.stringify(body));
const vector = (embedding: unknown) => json({ object: 'list', data: [{ index: 0, embedding }] });

describe('OpenAiEmbedder', () => {
  let api: Server;
  let received: Received[];
  let reply: (response: ServerResponse) => unknown;
  let embedder: OpenAiEmbedder;
  const open = (options: Partial<OpenAiEmbedderOptions> = {}) =>
    (embedder = new OpenAiEmbedder({
      apiKey: 'sk-embeddings',
      baseUrl: `http://127.0.0.1:${portOf(api)}/v1`,
      model: 'embed',
      dimensions: 2,
      proxies: {},
      ...options,
    }));

  beforeAll(async () => {
    api = createServer((request, response) => {
      void (async () => {
        let text = '';
        for await (const chunk of request) text += String(chunk);
        const body = JSON.parse(text) as Record<string, unknown>;
        received.push({ path: request.url!, headers: request.headers, body });
        reply(response);
      })();
    }).listen(0, '127.0.0.1');
    await once(api, 'listening');
  });
  beforeEach(() => {
    received = [];
    reply = vector([3, 4]);
  });
  afterEach(() => embedder.close());
  afterAll(() => new Promise((resolve) => api.close(resolve)));

  it('asks for floats with its key, and makes the vector one of unit length', async () => {
    const embedding = await open().embed('text');
    expect(embedding).toEqual({ vector: Float32Array.of(0.6, 0.8), truncated: false, unknownPieces: false });
    expect(received[0]).toMatchObject({
      path: '/v1/embeddings',
      headers: { authorization: 'Bearer sk-embeddings' },
      body: { model: 'embed', input: 'text', encoding_format: 'float' },
    });
  });

  describe('with variables of the SDK around it', () => {
    const AMBIENT = { OPENAI_LOG: 'debug', OPENAI_ORG_ID: 'org-ambient', OPENAI_PROJECT_ID: 'proj-ambient' };
    beforeEach(() => Object.assign(process.env, AMBIENT));
    afterEach(() => Object.keys(AMBIENT).forEach((name) => delete process.env[name]));

    it('names no organisation or project, and writes nothing to the console', async () => {
      const methods = ['log', 'info', 'warn', 'error', 'debug'] as const;
      const spies = methods.map((method) => jest.spyOn(console, method).mockImplementation());
      await open().embed('text');
      expect(Object.keys(received[0]!.headers).join()).not.toMatch(/openai-(organization|project)/);
      expect(spies.flatMap((spy) => spy.mock.calls)).toEqual([]);
      spies.forEach((spy) => spy.mockRestore());
    });
  });

  it.each([
    ['text-embedding-3-small', 2],
    ['text-embedding-ada-002', undefined],
  ])('sends %s the dimension only if it takes one', async (model, dimensions) => {
    await open({ model }).embed('text');
    expect(received[0]!.body.dimensions).toBe(dimensions);
  });

  it('sends no more than the window of the API takes', async () => {
    expect((await open().embed('漢'.repeat(5_000))).truncated).toBe(true);
    expect(received[0]!.body.input).toBe('漢'.repeat(2_730));
  });

  it.each([
    ['an error', json({ error: { message: 'no' } }, 500)],
    ['a limit', json({ error: { message: 'slow down' } }, 429)],
    ['a redirect', json({}, 307)],
    ['a vector of another dimension', vector([1, 2, 3])],
    ['a vector without a direction', vector([0, 0])],
    ['a vector with holes', vector([1, 'x'])],
    ['an empty list', json({ data: [] })],
    ['something else entirely', json('hello')],
  ])('fails on %s, and asks once only', async (_, answer) => {
    reply = answer;
    await expect(open().embed('text')).rejects.toMatchObject({ fault: 'failed' });
    expect(received).toHaveLength(1);
  });

  it.each([
    ['before the answer', () => undefined],
    ['in the middle of the answer', (response: ServerResponse) => response.writeHead(200).write('{"data":[')],
  ])('lets a caller leave %s', async (_, stall) => {
    const leaving = new AbortController();
    reply = (response) => {
      stall(response);
      setTimeout(() => leaving.abort(), 20);
    };
    await expect(open().embed('text', leaving.signal)).rejects.toMatchObject({ fault: 'aborted' });
  });

  describe('behind a proxy', () => {
    let proxy: Server;
    let tunnels: string[];
    beforeAll(async () => {
      proxy = createServer().on('connect', ({ url }, socket) => {
        tunnels.push(url!);
        const target = connect(portOf(api), '127.0.0.1', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
        target.pipe(socket).pipe(target);
      });
      await once(proxy.listen(0, '127.0.0.1'), 'listening');
    });
    beforeEach(() => (tunnels = []));
    afterAll(() => new Promise((resolve) => proxy.close(resolve)));

    it('goes through it, but not to hosts that need none', async () => {
      const http = `http://127.0.0.1:${portOf(proxy)}`;
      const baseUrl = 'http://embeddings.invalid/v1';
      await open({ baseUrl, proxies: { http } }).embed('text');
      expect(tunnels).toEqual(['embeddings.invalid:80']);
      await embedder.close();
      await open({ proxies: { http, noProxy: '127.0.0.1' } }).embed('text');
      expect(tunnels).toHaveLength(1);
    });
  });
});
