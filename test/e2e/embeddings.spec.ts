import { setTimeout as sleep } from 'node:timers/promises';
import OpenAI from 'openai';
import {
  base64Of,
  startEmbeddingsUpstream,
  truthfully,
  vectorOf,
  type EmbeddingsUpstream,
} from '../support/embeddings.upstream.js';
import { startService, type Service } from '../support/service.js';
import { ACME_KEY, LEAN, RIVAL_KEY } from './stage.js';

const MODEL = 'text-embedding-3-small';

describe('POST /v1/embeddings', () => {
  let upstream: EmbeddingsUpstream;
  let service: Service;
  let prefix = 0;

  beforeAll(async () => {
    upstream = await startEmbeddingsUpstream();
    service = await startService({
      ...{ NODE_ENV: 'production', OPENAI_API_KEY: 'sk-operator', ...LEAN },
      ...{ OPENAI_BASE_URL: `${upstream.server.origin}/v1`, LOG_LEVEL: 'info' },
      API_KEYS: `acme:${ACME_KEY},rival:${RIVAL_KEY}`,
    });
  });
  afterAll(async () => {
    await service.stop();
    await upstream.close();
  });
  beforeEach(() => {
    upstream.server.requests.length = 0;
    upstream.answer = truthfully;
    upstream.fail = undefined;
    prefix++;
  });

  /** Texts that no other test asked for. */
  const texts = (...names: string[]) => names.map((name) => `${prefix}:${name}`);
  const openai = (key = ACME_KEY) => new OpenAI({ apiKey: key, baseURL: `${service.url}/v1`, maxRetries: 0 });
  const embed = (body: object, { key = ACME_KEY, headers = {} } = {}) =>
    service.request('POST', '/v1/embeddings', { key, headers, body: { model: MODEL, ...body } });
  const inputs = () => upstream.bodies().map(({ input }) => input);
  const floatsOf = (item: unknown) => [...vectorOf({ item, model: MODEL })];

  it('serves the official client from memory, in either encoding, bit for bit', async () => {
    const input = texts('a', 'b');
    const first = await openai().embeddings.create({ model: MODEL, input });
    const second = await openai().embeddings.create({ model: MODEL, input });
    const floats = await openai().embeddings.create({ model: MODEL, input, encoding_format: 'float' });
    const expected = input.map((item, index) => ({ object: 'embedding', index, embedding: floatsOf(item) }));
    for (const { data } of [first, second, floats])
      expect(data.map((row) => ({ ...row, embedding: [...row.embedding] }))).toEqual(expected);
    expect(upstream.bodies()).toHaveLength(1);
    expect([first.usage.total_tokens, second.usage.total_tokens]).toEqual([6, 0]);
    expect(second.model).toBe(MODEL);
  });

  it('never mixes the vectors of two models that answer to one name', async () => {
    const [old, fresh] = texts('old', 'new') as [string, string];
    await embed({ input: [old] });
    const swapped = { model: 'text-embedding-4', dimensions: 4 };
    upstream.answer = (body) => truthfully({ ...body, ...swapped });
    for (const input of [
      [old, fresh],
      [fresh, old],
    ]) {
      const { data, model } = await openai().embeddings.create({ model: MODEL, input });
      expect(model).toBe(swapped.model);
      expect(data.map(({ embedding }) => [...embedding])).toEqual(
        input.map((item) => [...vectorOf({ item, ...swapped })]),
      );
    }
    expect(inputs()).toEqual([[old], [fresh], [old, fresh]]);
  });

  it('asks for what is missing, once each, and puts it in its place', async () => {
    const [a, b, c] = texts('a', 'b', 'c') as [string, string, string];
    await embed({ input: [b] });
    const mixed = await embed({ input: [a, b, c, a, b], encoding_format: 'base64', user: 'u1' });
    expect(inputs()).toEqual([[b], [a, c]]);
    expect(upstream.bodies()[1]).toEqual({
      ...{ model: MODEL, input: [a, c], encoding_format: 'base64', user: 'u1' },
    });
    expect(mixed.body).toEqual({
      object: 'list',
      data: [a, b, c, a, b].map((item, index) => ({
        ...{ object: 'embedding', index },
        embedding: base64Of(vectorOf({ item, model: MODEL })),
      })),
      model: MODEL,
      usage: { prompt_tokens: 6, total_tokens: 6 },
    });
    expect(mixed.headers).toMatchObject({
      'cache-status': 'ragcache; fwd=partial; stored',
      'x-cache-status': 'PARTIAL',
      'x-cache-items': 'hit=2, miss=3',
    });
  });

  it('costs one call for one item when 99 of 100 are in memory', async () => {
    const input = texts(...Array.from({ length: 100 }, (_, at) => `${at}`));
    await embed({ input: input.slice(0, 99) });
    const { body } = await embed({ input });
    const rows = (body as { data: { embedding: number[] }[] }).data;
    expect(inputs()[1]).toEqual([input[99]]);
    expect(rows.map(({ embedding }) => embedding)).toEqual(input.map(floatsOf));
  });

  it('keeps token lists apart from texts, and models, dimensions and unknown members apart', async () => {
    const [text] = texts('tokens');
    const variants = [
      { input: text },
      { input: [1, 2, prefix] },
      { input: [[1, 2, prefix]], dimensions: 4 },
      { input: `1,2,${prefix}` },
      { input: [text], model: 'text-embedding-3-large' },
      { input: [text], dimensions: 4 },
      { input: [text], input_type: 'query' },
      { input: [text], task_type: 'RETRIEVAL_QUERY' },
      { input: [text], truncate: 'END' },
      { input: [text], some_member: 1 },
    ];
    for (const variant of variants) await embed(variant);
    expect(upstream.bodies()).toHaveLength(variants.length);
    for (const variant of variants) {
      const { headers } = await embed({ ...variant, user: 'somebody' });
      expect([variant, headers['x-cache-status']]).toEqual([variant, 'HIT']);
    }
    expect((await embed({ input: text }, { headers: { 'OpenAI-Beta': 'x=1' } })).headers).toMatchObject({
      'x-cache-status': 'MISS',
    });
  });

  it('sends a request of which nothing is in memory byte for byte, without our block', async () => {
    const [text] = texts('bytes');
    const sent = `{ "input" : ["${text}", "é\\u00e9"],\n "model":"${MODEL}" , "x": 1.50 , "cache":{"tags":["t"]} }`;
    const { body } = await service.request('POST', '/v1/embeddings?api-version=1', {
      key: ACME_KEY,
      body: sent,
    });
    const { text: received, path, headers } = upstream.server.requests[0]!;
    expect(received).toBe(sent.replace(' , "cache":{"tags":["t"]}', ''));
    expect(path).toBe('/v1/embeddings?api-version=1');
    expect(headers.authorization).toBe('Bearer sk-operator');
    expect(body.data).toHaveLength(2);
  });

  it('keeps tenants and namespaces apart, and shows an entry to its owner alone', async () => {
    const input = texts('walls');
    const namespace = { 'x-cache-namespace': 'other' };
    await embed({ input });
    expect((await embed({ input }, { key: RIVAL_KEY })).headers['x-cache-status']).toBe('MISS');
    expect((await embed({ input }, { headers: namespace })).headers['x-cache-status']).toBe('MISS');
    const { headers } = await embed({ input });
    const url = `/api/v1/entries/${headers['x-cache-entry']}`;
    const { status, body } = await service.request('GET', url, { key: ACME_KEY });
    expect([status, body]).toMatchObject([
      200,
      { kind: 'embedding', question: null, answer: null, dimensions: 8, model: MODEL },
    ]);
    expect((await service.request('GET', url, { key: RIVAL_KEY })).status).toBe(404);
  });

  it.each<[string, (entry: string, tag: string) => [string, string, object?]]>([
    ['its tag', (_, tag) => ['POST', '/api/v1/purge', { tags: [tag] }]],
    ['its model', () => ['POST', '/api/v1/purge', { model: MODEL }]],
    ['its namespace', () => ['POST', '/api/v1/purge', { namespace: 'purged' }]],
    ['its id', (entry) => ['DELETE', `/api/v1/entries/${entry}`]],
    ['everything', () => ['POST', '/api/v1/purge', { all: true }]],
  ])('forgets an embedding with a purge of %s', async (_, purge) => {
    const [input, tag] = [texts('purge'), `tag-${prefix}`];
    const asked = { input, cache: { tags: [tag], namespace: 'purged' } };
    await embed(asked);
    const { headers } = await embed(asked);
    expect(headers['x-cache-status']).toBe('HIT');
    const [method, path, body] = purge(headers['x-cache-entry']!, tag);
    expect((await service.request(method, path, { key: ACME_KEY, body })).status).toBeLessThan(300);
    expect((await embed(asked)).headers['x-cache-status']).toBe('MISS');
  });

  it('keeps a lifetime, and takes the directives of one request', async () => {
    const input = texts('lifetime');
    const status = async (headers: Record<string, string>, body = {}) =>
      (await embed({ input, ...body }, { headers })).headers['cache-status'];
    expect(await status({ 'cache-control': 'only-if-cached' })).toContain('detail=not-in-cache');
    expect(await status({ 'cache-control': 'no-store' })).toBe('ragcache; fwd=miss; detail=not-asked-to');
    expect(await status({ 'x-cache-ttl': '1' })).toBe('ragcache; fwd=miss; stored');
    expect(await status({ 'cache-control': 'only-if-cached' })).toContain('ragcache; hit');
    expect(await status({ 'cache-control': 'no-cache', 'x-cache-ttl': '1' })).toBe(
      'ragcache; fwd=request; stored',
    );
    expect(await status({ 'x-cache-mode': 'off' })).toBe('ragcache; fwd=bypass; detail=mode-off');
    expect(await status({}, { cache: { mode: 'off' } })).toBe('ragcache; fwd=bypass; detail=mode-off');
    await sleep(1_050);
    expect(await status({})).toBe('ragcache; fwd=miss; stored');
    await sleep(20);
    expect(await status({ 'cache-control': 'max-age=0' })).toBe('ragcache; fwd=stale; stored');
  });

  describe('refuses in the shape of OpenAI', () => {
    const many = Array.from({ length: 2_049 }, (_, at) => `${at}`);
    it.each<[string, object, string]>([
      ['no model', { model: undefined, input: 'x' }, 'model'],
      ['no input', {}, 'input'],
      ['an empty list', { input: [] }, 'input'],
      ['an input of another kind', { input: { text: 'x' } }, 'input'],
      ['2,049 items', { input: many }, 'input'],
      ['an item that is neither a text nor a list of tokens', { input: ['x', { text: 'y' }] }, 'input.1'],
      ['an item of null', { input: [null] }, 'input.0'],
      ['half a token', { input: [1.5, 2] }, 'input.0'],
      ['half a token in a list', { input: [[1], [2, 0.5]] }, 'input.1'],
      ['an empty list of tokens', { input: [[1], []] }, 'input.1'],
      ['texts and tokens', { input: ['x', [1]] }, 'input.1'],
      ['dimensions of 0', { input: 'x', dimensions: 0 }, 'dimensions'],
      ['another encoding', { input: 'x', encoding_format: 'x' }, 'encoding_format'],
    ])('%s', async (_, body, param) => {
      const { status, body: answer } = await embed(body);
      expect(status).toBe(400);
      expect(answer).toEqual({
        error: {
          message: expect.any(String),
          type: 'invalid_request_error',
          param,
          code: 'validation_failed',
        },
      });
      expect(upstream.server.calls).toBe(0);
    });

    it('a body that is no JSON', async () => {
      const { status, body } = await service.request('POST', '/v1/embeddings', { key: ACME_KEY, body: '{' });
      expect([status, body]).toMatchObject([400, { error: { code: 'malformed_json' } }]);
    });
  });

  it.each([400, 401, 429, 500, 503])(
    'passes a failure with status %i on, and stores nothing',
    async (status) => {
      const [a, b] = texts('a', 'b');
      await embed({ input: [a] });
      const body = { error: { message: 'No.', type: 'x', param: null, code: null } };
      upstream.fail = { status, body, headers: { 'retry-after': '7' } };
      const failed = await embed({ input: [a, b] });
      expect(failed).toMatchObject({
        status,
        body,
        headers: { 'retry-after': '7', 'x-cache-items': 'hit=1, miss=1' },
      });
      upstream.fail = undefined;
      expect((await embed({ input: [b] })).headers['x-cache-status']).toBe('MISS');
    },
  );

  const row = (index: number, embedding: unknown = [0.5]) => ({ object: 'embedding', index, embedding });
  it.each<[string, unknown]>([
    ['a row too few', { data: [row(0)] }],
    ['a row too many', { data: [row(0), row(1), row(2)] }],
    ['an index that repeats', { data: [row(0), row(0)] }],
    ['an index that is out of range', { data: [row(0), row(2)] }],
    ['no rows', { object: 'list' }],
    ['a vector of texts', { data: [row(0), row(1, ['x'])] }],
    ['a vector of nothing', { data: [row(0, []), row(1, [])] }],
    ['vectors of two lengths', { data: [row(0), row(1, [1, 2])] }],
    ['bytes that are no floats', { data: [row(0, 'AAA='), row(1, 'AAA=')] }],
    ['a text that is no base64', { data: [row(0, 'AA AA!AAAA=='), row(1, 'AAAA')] }],
    ['numbers beyond 32-bit floats', { data: [row(0, [1e39]), row(1, [1])] }],
    ['no object', ['x']],
  ])('passes a successful response with %s on, and stores nothing', async (_, response) => {
    const input = texts('a', 'b');
    upstream.answer = () => response as object;
    for (let time = 0; time < 2; time++) {
      const { status, headers, body } = await embed({ input });
      expect([status, body]).toEqual([200, response]);
      expect(headers['cache-status']).toMatch(/^ragcache; fwd=miss; detail=no-(answer|vectors)$/);
    }
  });

  it('refuses an answer that does not fit a part of the items: its rows could be taken for others', async () => {
    const [a, b, c] = texts('a', 'b', 'c');
    await embed({ input: [a] });
    upstream.answer = () => ({ data: [row(0)] });
    const { status, body } = await embed({ input: [a, b, c] });
    expect([status, body]).toMatchObject([502, { error: { code: 'upstream_failed' } }]);
    upstream.answer = truthfully;
    expect((await embed({ input: [a, b, c] })).headers['x-cache-items']).toBe('hit=1, miss=2');
  });

  it('reads rows in any order, and rows without an index', async () => {
    const input = texts('a', 'b', 'c');
    upstream.answer = (body) => {
      const answer = truthfully(body) as { data: object[] };
      return { ...answer, data: answer.data.toReversed() };
    };
    await embed({ input });
    const rows = ((await embed({ input })).body as { data: { embedding: number[] }[] }).data;
    expect(rows.map(({ embedding }) => embedding)).toEqual(input.map(floatsOf));
  });

  it('answers requests that it can not read without memory', async () => {
    const unread = { messages: [{ role: 'user', content: 'Hello' }] };
    upstream.answer = () => ({ data: [] });
    expect((await embed(unread)).headers['cache-status']).toBe('ragcache; fwd=miss; detail=uncacheable');
    const repeated = `{"model":"${MODEL}","input":"a","input":"b"}`;
    const { headers } = await service.request('POST', '/v1/embeddings', { key: ACME_KEY, body: repeated });
    expect(headers['cache-status']).toBe('ragcache; fwd=bypass; detail=not-i-json');
    expect(upstream.server.requests.at(-1)!.text).toBe(repeated);
  });

  it('counts items, savings and statistics', async () => {
    const input = texts('counted', 'too');
    await embed({ input });
    await embed({ input });
    await embed({ input: [...input, ...texts('new')] });
    const { body: page } = await service.request('GET', '/metrics', { key: ACME_KEY });
    expect(page).toMatch(/^ragcache_embedding_items_total\{reason="hit"\} [1-9]/m);
    expect(page).toMatch(
      /^ragcache_requests_total\{route="\/v1\/embeddings",method="POST",status="200",outcome="hit_exact"\}/m,
    );
  });
});
