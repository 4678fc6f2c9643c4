import { RagCacheError } from '@app/core';
import { AnswerDropIn } from '@app/query';
import type { LightMyRequestResponse } from 'fastify';
import { ACME, READER, testApp, type TestApp } from '../../testing/test-app.js';

const LIMIT = 2_000_000;
const SECRET = 'the recipe of the house sauce';

/** Each provider's way to say who asks, and the shape of its errors. */
const WIRES = [
  {
    wire: 'OpenAI',
    path: '/v1/chat/completions',
    headers: (key: string): Record<string, string> => ({ authorization: `Bearer ${key}` }),
    error: (type: string, code: string, param: string | null = null) => ({
      error: { message: expect.any(String), type, param, code },
    }),
  },
  {
    wire: 'Anthropic',
    path: '/v1/messages',
    headers: (key: string): Record<string, string> => ({
      'x-api-key': key,
      'anthropic-version': '2023-06-01',
    }),
    error: (type: string) => ({
      ...{ type: 'error', request_id: expect.any(String) },
      error: { type, message: expect.any(String) },
    }),
  },
] as const;

describe.each(WIRES)('our own errors on the wire of $wire', ({ wire, path, headers, error }) => {
  let service: TestApp;
  beforeAll(async () => {
    service = await testApp({ DROP_IN_BODY_LIMIT: String(LIMIT) });
  });
  afterAll(() => service.app.close());
  afterEach(() => jest.restoreAllMocks());

  const types = (openai: string, anthropic: string) => (wire === 'OpenAI' ? openai : anthropic);
  const request = (method: 'OPTIONS' | 'POST', url: string, more: object = {}) =>
    service.app.inject({
      ...{ method, url },
      headers: { ...headers(ACME), 'content-type': 'application/json' },
      ...more,
    });
  const post = (payload: string | Buffer, more?: object) => request('POST', path, { payload, ...more });
  const fails = (thrown: Error) => {
    const parts = service.app.get(AnswerDropIn);
    parts.resolve = () => {
      throw thrown;
    };
  };
  const expectError = (response: LightMyRequestResponse, status: number, body: object) => {
    expect(response.statusCode).toBe(status);
    expect(response.headers['content-type']).toMatch(/^application\/json/);
    expect(response.headers).toMatchObject({
      'x-request-id': expect.any(String),
      'x-content-type-options': 'nosniff',
    });
    expect(response.json()).toEqual(body);
  };

  it.each([
    ['no key', {}],
    ['an unknown key', headers('nobody-key-0123456789-abcdef')],
  ])('401 with %s', async (_, given) => {
    const version = wire === 'Anthropic' ? { 'anthropic-version': '2023-06-01' } : {};
    const response = await post('{}', {
      headers: { ...version, ...given, 'content-type': 'application/json' },
    });
    expectError(response, 401, error('authentication_error', 'unauthenticated'));
    expect(response.headers['www-authenticate']).toContain('Bearer');
  });

  it('403 with a key that may not ask', async () => {
    const given = { ...headers(READER), 'content-type': 'application/json' };
    expectError(await post('{}', { headers: given }), 403, error('permission_error', 'forbidden'));
  });

  it.each(['/v1/', '/v1/nothing', '/v1/moderations', '/v1/chat', '/v1/models/x/y'])(
    '404 at %s',
    async (url) => {
      const response = await request('POST', url, { payload: '{}' });
      expectError(response, 404, error('not_found_error', 'not_found'));
    },
  );

  it('405 with another method, and says which there are', async () => {
    const response = await request('OPTIONS', path);
    expectError(response, 405, error('invalid_request_error', 'method_not_allowed'));
    expect(response.headers.allow).toBe('POST');
  });

  it('404 below its own path', async () => {
    const response = await request('POST', `${path}/batches`, { payload: '{}' });
    expectError(response, 404, error('not_found_error', 'not_found'));
  });

  it('413 with a body over the limit', async () => {
    const response = await post(`{"a":"${'x'.repeat(LIMIT)}"}`);
    const type = types('invalid_request_error', 'request_too_large');
    expectError(response, 413, error(type, 'body_too_large'));
    expect(response.body).toContain('under /v1 what the operator set');
  });

  it.each([
    ['text', { 'content-type': 'text/plain' }],
    ['a form', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['JSON in an unknown coding', { 'content-encoding': 'compress' }],
  ])('415 with %s', async (_, given) => {
    const all = { ...headers(ACME), 'content-type': 'application/json', ...given };
    const response = await post('{}', { headers: all });
    expectError(response, 415, error('invalid_request_error', 'unsupported_media_type'));
  });

  it.each([
    ['no JSON', `{"${SECRET}`, 'malformed_json', null],
    ['nothing', '', 'malformed_json', null],
    ['bytes that are no text', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), 'malformed_json', null],
    ['an array', `["${SECRET}"]`, 'validation_failed', ''],
    ['a cache block of the wrong kind', `{"cache":"${SECRET}"}`, 'validation_failed', 'cache'],
    ['a wrong member of it', '{"cache":{"ttl":0}}', 'validation_failed', 'cache.ttl'],
    ['a member of it that we do not know', '{"cache":{"tll":1}}', 'validation_failed', 'cache.tll'],
  ])('400 with %s', async (_, body, code, param) => {
    const response = await post(body);
    expectError(response, 400, error('invalid_request_error', code, param));
    expect(response.body).not.toContain(SECRET);
  });

  it('400 with a malformed cache header, naming it', async () => {
    const given = { ...headers(ACME), 'content-type': 'application/json', 'x-cache-ttl': 'soon' };
    const response = await post('{}', { headers: given });
    expectError(response, 400, error('invalid_request_error', 'validation_failed', 'X-Cache-TTL'));
    expect(response.body).toContain('X-Cache-TTL');
  });

  it('504 for what is not in memory, which is not to be tried again', async () => {
    fails(new RagCacheError('not_in_cache', 'There is no such answer in memory.'));
    const response = await post('{}');
    const type = types('server_error', 'timeout_error');
    expectError(response, 504, error(type, 'not_in_cache'));
    expect(response.headers).toMatchObject({ 'x-should-retry': 'false', 'x-cache-status': 'MISS' });
  });

  it('429 with the time to wait', async () => {
    fails(new RagCacheError('rate_limited', 'Slower, please.', { retryAfterMs: 1_500 }));
    const response = await post('{}');
    expectError(response, 429, error('rate_limit_error', 'rate_limited'));
    expect(response.headers['retry-after']).toBe('2');
  });

  it('500 for what nobody expected, saying nothing but the id', async () => {
    fails(new Error(SECRET));
    const response = await post('{}', {
      headers: { ...headers(ACME), 'content-type': 'application/json', 'x-request-id': 'mine-1' },
    });
    expectError(response, 500, error(types('server_error', 'api_error'), 'internal'));
    expect(response.body).toContain('mine-1');
    expect(response.body).not.toContain(SECRET);
  });
});

describe('our own errors at the path that both providers have', () => {
  let service: TestApp;
  beforeAll(async () => {
    service = await testApp();
  });
  afterAll(() => service.app.close());

  it('are in the shape of the one whose version header came', async () => {
    const [openai, anthropic] = WIRES;
    const asked = async (headers: Record<string, string>) =>
      (await service.app.inject({ url: '/v1/models', headers })).json<unknown>();
    expect(await asked({})).toEqual(openai.error('authentication_error', 'unauthenticated'));
    expect(await asked({ 'anthropic-version': '2023-06-01' })).toEqual(
      anthropic.error('authentication_error'),
    );
  });

  it.each(['/api/v1/nothing', '/v2/messages', '/nothing'])('are problems as ever at %s', async (url) => {
    const response = await service.app.inject({ url });
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(response.json()).toMatchObject({ code: 'not_found' });
  });
});
