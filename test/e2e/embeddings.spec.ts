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
});
