import { type EntryId, RagCacheError } from '@app/core';
import { anEntry } from '@app/core/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ACME, GLOBEX, READER, ROOT, testApp } from '../testing/test-app.js';
import type { FakeParts } from '../testing/fake-parts.js';
import { aMiss, aPurge } from '../testing/results.js';

type Refusal = { status: number; detail: string; errors?: { path: string }[] };
const QUERY = '/api/v1/query';
const AS_ACME = { authorization: `Bearer ${ACME}` };

describe('the HTTP side', () => {
  let app: NestFastifyApplication;
  let parts: FakeParts;

  beforeAll(async () => ({ app, parts } = await testApp({ CORS_ORIGINS: 'https://app.example.com' })));
  afterAll(() => app.close());
  beforeEach(() => {
    parts.commands.length = 0;
  });

  const ask = (payload: unknown, headers: Record<string, string> = AS_ACME) =>
    app.inject({ method: 'POST', url: QUERY, headers, payload: payload as object });
  const send = (payload: string | Buffer, headers: Record<string, string> = {}) =>
    app.inject({
      method: 'POST',
      url: QUERY,
      headers: { ...AS_ACME, 'content-type': 'application/json', ...headers },
      payload,
    });

  describe('POST /api/v1/query', () => {
    it('hands the whole question on and shows the answer', async () => {
      const context = [{ id: 'a', version: '1', text: 'Passage.' }];
      const cache = { ttl: 60, mode: 'exact', threshold: 0, tags: ['t'] };
      const response = await ask({
        ...{ query: '  Why? ', provider: 'anthropic', model: 'claude', max_tokens: 1, temperature: 0 },
        ...{ use_cache: false, system: '', context, namespace: 'a.b-c_D', stream: false, cache },
      });
      expect(response.statusCode).toBe(200);
      expect(parts.commands).toEqual([
        {
          ...{ tenant: 'acme', writer: expect.stringMatching(/^[0-9a-f]{8}$/), query: 'Why?' },
          ...{ provider: 'anthropic', model: 'claude', maxTokens: 1, temperature: 0, system: '' },
          ...{ context, namespace: 'a.b-c_D', useCache: false, cache },
        },
      ]);
      expect(response.json()).toEqual({
        response: 'An answer cache.',
        provider: 'openai',
        model: 'gpt-test',
        usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
        cache_info: { cache_hit: false, cache_type: null, similarity_score: null },
        latency_ms: expect.any(Number),
      });
    });

    it('says in headers where the answer came from', async () => {
      const { headers } = await ask({ query: 'Why?' });
      expect(headers).toMatchObject({
        'cache-status': 'ragcache; fwd=miss; stored',
        'x-cache-status': 'MISS',
        'cache-control': 'private, no-store',
        'server-timing': expect.stringMatching(/^auth;dur=\d+\.\d\d, exact;dur=0\.10, upstream;dur=12\.00$/),
        'content-type': 'application/json; charset=utf-8',
        'x-content-type-options': 'nosniff',
      });
    });

    it('lets headers beat the body', async () => {
      const cache = { ttl: 60, mode: 'semantic', threshold: 0.5, tags: ['body'] };
      const headers = { 'X-Cache-TTL': '120', 'X-Cache-Mode': 'exact', 'X-Cache-Namespace': 'header' };
      await ask({ query: 'Why?', namespace: 'body', cache }, { ...AS_ACME, ...headers });
      expect(parts.commands[0]).toMatchObject({
        namespace: 'header',
        cache: { ttl: 120, mode: 'exact', threshold: 0.5, tags: ['body'] },
      });
    });

    it('hands directives on, and ignores those that it does not know', async () => {
      const directives = 'no-store, max-age=5, only-if-cached, stale-if-error=5, no-cache=x';
      await ask({ query: 'Why?' }, { ...AS_ACME, 'Cache-Control': directives });
      expect(parts.commands[0]?.directives).toEqual({ noStore: true, maxAgeMs: 5_000, onlyIfCached: true });
    });

    it('refuses a malformed cache header, naming it and what is right', async () => {
      const response = await ask({ query: 'Why?' }, { ...AS_ACME, 'X-Cache-Threshold': '95%' });
      expect(response.json()).toMatchObject({
        code: 'validation_failed',
        errors: [{ path: 'X-Cache-Threshold', message: 'must be a number from 0 to 1' }],
      });
      expect(parts.commands).toEqual([]);
    });

    it('says that an answer is not in memory, and that asking again is of no use', async () => {
      parts.answer = async () => {
        throw new RagCacheError('not_in_cache', 'There is no such answer in memory.');
      };
      const response = await ask({ query: 'Why?' });
      expect(response.json()).toMatchObject({ status: 504, detail: 'There is no such answer in memory.' });
      expect(response.headers).toMatchObject({
        'x-should-retry': 'false',
        'cache-status': 'ragcache; detail=not-in-cache',
      });
      parts.answer = async () => aMiss();
    });

    it('says on an error, too, that the request was forwarded', async () => {
      parts.answer = async (_command, _signal, onForwarded) => {
        onForwarded?.({ cache: { kind: 'miss', collapsed: true, stored: false }, timings: {} });
        throw new RagCacheError('upstream_failed', 'openai failed.');
      };
      const response = await ask({ query: 'Why?' });
      expect(response.statusCode).toBe(502);
      expect(response.headers).toMatchObject({
        'cache-status': 'ragcache; fwd=miss; collapsed',
        'x-cache-status': 'MISS',
      });
      parts.answer = async () => aMiss();
    });

    const long = (count: number): string => 'x'.repeat(count);
    it.each<[string, object]>([
      ['query', {}],
      ['query', { query: null }],
      ['query', { query: 1 }],
      ['query', { query: ['Why?'] }],
      ['query', { query: '' }],
      ['query', { query: ' \n\t\u3000' }],
      ['query', { query: long(10_001) }],
      ['query', { query: '😀'.repeat(10_001) }],
      ['query', { query: 'a\0b' }],
      ['query', { query: 'a\ud800' }],
      ['provider', { provider: 'OpenAI' }],
      ['provider', { provider: null }],
      ['provider', { provider: 3 }],
      ['model', { model: '' }],
      ['model', { model: long(129) }],
      ['model', { model: null }],
      ['max_tokens', { max_tokens: 0 }],
      ['max_tokens', { max_tokens: 4_001 }],
      ['max_tokens', { max_tokens: 1.5 }],
      ['max_tokens', { max_tokens: '10' }],
      ['max_tokens', { max_tokens: null }],
      ['temperature', { temperature: 2.1 }],
      ['temperature', { temperature: -0.1 }],
      ['temperature', { temperature: '0' }],
      ['temperature', { temperature: null }],
      ['use_cache', { use_cache: 'false' }],
      ['use_cache', { use_cache: 0 }],
      ['use_cache', { use_cache: null }],
      ['system', { system: long(100_001) }],
      ['system', { system: null }],
      ['context', { context: {} }],
      ['context', { context: null }],
      ['context', { context: Array.from({ length: 51 }, () => ({ id: 'a', text: '' })) }],
      ['context', { context: ['a'] }],
      ['context', { context: [[]] }],
      ['context.0.id', { context: [{ text: '' }] }],
      [
        'context.1.id',
        {
          context: [
            { id: 'a', text: '' },
            { id: long(257), text: '' },
          ],
        },
      ],
      ['context.0.version', { context: [{ id: 'a', text: '', version: '' }] }],
      ['context.0.text', { context: [{ id: 'a', text: long(50_001) }] }],
      ['context.0.text', { context: [{ id: 'a' }] }],
      ['context.0.score', { context: [{ id: 'a', text: '', score: 1 }] }],
      ['namespace', { namespace: 'a b' }],
      ['namespace', { namespace: '' }],
      ['namespace', { namespace: 'default\n' }],
      ['namespace', { namespace: long(65) }],
      ['stream', { stream: 'true' }],
      ['stream', { stream: 1 }],
      ['stream', { stream: null }],
      ['cache', { cache: null }],
      ['cache', { cache: [] }],
      ['cache', { cache: 'off' }],
      ['cache.ttl', { cache: { ttl: 0 } }],
      ['cache.ttl', { cache: { ttl: 2_592_001 } }],
      ['cache.ttl', { cache: { ttl: 1.5 } }],
      ['cache.mode', { cache: { mode: 'on' } }],
      ['cache.threshold', { cache: { threshold: 1.01 } }],
      ['cache.threshold', { cache: { threshold: null } }],
      ['cache.tags', { cache: { tags: 'faq' } }],
      ['cache.tags', { cache: { tags: Array(17).fill('a') } }],
      ['cache.tags', { cache: { tags: [long(65)] } }],
      ['cache.tags', { cache: { tags: [1] } }],
      ['cache.tag', { cache: { tag: 'a' } }],
      ['Query', { Query: 'Why?' }],
      ['tenant', { tenant: 'globex' }],
      ['toString', { toString: 1 }],
    ])('refuses a bad %s, naming it: %#', async (path, parts_) => {
      const body = path === 'query' ? parts_ : { query: 'Why?', ...parts_ };
      const response = await ask(body);
      expect(response.statusCode).toBe(400);
      const problem = response.json<{ code: string; errors: { path: string; message: string }[] }>();
      expect(problem.code).toBe('validation_failed');
      expect(problem.errors.map((error) => error.path)).toContain(path);
      expect(problem.errors.every(({ message }) => message.length > 8)).toBe(true);
      expect(parts.commands).toEqual([]);
    });

    it('takes the largest of everything', async () => {
      const response = await ask({
        ...{ query: '😀'.repeat(10_000), max_tokens: 4_000, temperature: 2, model: long(128) },
        ...{
          namespace: long(64),
          system: long(100_000),
          cache: { ttl: 2_592_000, tags: Array(16).fill(long(64)) },
        },
        context: Array.from({ length: 50 }, () => ({ id: long(256), version: long(128), text: long(1_000) })),
      });
      expect(response.statusCode).toBe(200);
    });

    it.each([[[]], ['null'], ['"text"'], ['3'], ['true']])('refuses the body %j', async (body) => {
      const response = await send(typeof body === 'string' ? body : JSON.stringify(body));
      expect([response.statusCode, response.json<{ code: string }>().code]).toEqual([
        400,
        'validation_failed',
      ]);
    });

    it('names no field for a body that is missing', async () => {
      const response = await app.inject({ method: 'POST', url: QUERY, headers: AS_ACME });
      expect(response.statusCode).toBe(400);
      expect(response.json()).toMatchObject({
        errors: [{ path: '', message: 'the body must be a JSON object' }],
      });
    });

    it.each([
      ['cut off', '{"query":"Why?"'],
      ['not JSON', 'query=Why'],
      ['a poisoned prototype', '{"query":"Why?","__proto__":{"polluted":1}}'],
      ['a poisoned nested prototype', '{"query":"Why?","cache":{"__proto__":{"polluted":1}}}'],
      ['a poisoned constructor', '{"query":"Why?","constructor":{"prototype":{"polluted":1}}}'],
      ['bytes that are not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ])('calls %s malformed', async (_what, payload) => {
      const response = await send(payload);
      expect(response.json()).toMatchObject({ status: 400, code: 'malformed_json' });
      expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    });

    it.each([5_000, 65])('refuses %i levels of nesting', async (levels) => {
      const response = await send(`{"query":${'['.repeat(levels)}${']'.repeat(levels)}}`);
      expect(response.statusCode).toBe(400);
      expect(response.body).toContain('deeper than 64');
    });

    it.each([['1e400'], ['-1e999']])('refuses the number %s', async (number) => {
      const response = await send(`{"query":"Why?","temperature":${number}}`);
      expect(response.json()).toMatchObject({ status: 400, errors: [{ path: 'temperature' }] });
    });

    it('lets the last of duplicate names count', async () => {
      await send('{"query":"first","query":"last"}');
      expect(parts.commands[0]?.query).toBe('last');
    });

    it('takes 1 MiB and refuses a byte more', async () => {
      const body = (bytes: number): string => {
        const empty = JSON.stringify({ query: 'Why?', system: '' });
        return empty.replace('""', `"${long(bytes - empty.length)}"`);
      };
      expect((await send(body(1_048_576))).json()).toMatchObject({ code: 'validation_failed' });
      expect((await send(body(1_048_577))).json()).toMatchObject({ status: 413, code: 'body_too_large' });
    });

    it.each([
      ['passages', `{"query":"a","context":[${Array(340_000).fill('{}').join()}]}`],
      ['unknown fields', `{${Array.from({ length: 90_000 }, (_, at) => `"f${at}":1`).join()}}`],
    ])('refuses 1 MiB of bad %s in few words and at once', async (_what, payload) => {
      const before = process.cpuUsage();
      const response = await send(payload);
      // Microseconds of work, not of waiting for others.
      expect(process.cpuUsage(before).user).toBeLessThan(1_000_000);
      expect(response.json()).toMatchObject({ status: 400, code: 'validation_failed' });
      expect(response.json<{ errors: unknown[] }>().errors.length).toBeLessThanOrEqual(32);
      expect(response.body.length).toBeLessThan(4_000);
    });

    it.each([
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/xml',
      'garbage',
    ])('refuses a body of type %s', async (type) => {
      const response = await send('{"query":"Why?"}', { 'content-type': type });
      expect(response.json()).toMatchObject({ status: 415, code: 'unsupported_media_type' });
    });

    it.each([
      ['is not what its coding says', { 'content-encoding': 'gzip' }, 400, 'malformed_json'],
      ['has a coding that nobody knows', { 'content-encoding': 'compress' }, 415, 'unsupported_media_type'],
      ['has two codings', { 'content-encoding': 'gzip, gzip' }, 415, 'unsupported_media_type'],
    ])('refuses a compressed body that %s', async (_, headers, status, code) => {
      const response = await send('{"query":"Why?"}', headers);
      expect(response.json()).toMatchObject({ status, code });
    });

    it.each([
      [1_500, '2'],
      [0, '1'],
      [undefined, '1'],
    ])('passes on what the provider made of it, and when to come back: %j ms', async (retryAfterMs, said) => {
      parts.answer = async () => {
        throw new RagCacheError('upstream_rate_limited', 'openai limits requests.', { retryAfterMs });
      };
      const response = await ask({ query: 'Why?' });
      expect(response.json()).toMatchObject({ status: 429, detail: 'openai limits requests.' });
      expect(response.headers['retry-after']).toBe(said);
    });

    it('does not say when to come back where nobody knows', async () => {
      parts.answer = async () => {
        throw new RagCacheError('upstream_overloaded', 'openai is overloaded.');
      };
      expect((await ask({ query: 'Why?' })).headers).not.toHaveProperty('retry-after');
    });

    it('says nothing of an error that nobody expected, but its id', async () => {
      parts.answer = async () => {
        throw new Error('SELECT secret FROM table');
      };
      const response = await ask({ query: 'Why?' }, { ...AS_ACME, 'x-request-id': 'mine-1' });
      expect(response.json()).toEqual({
        type: 'urn:ragcache:problem:internal',
        title: 'Something went wrong here',
        status: 500,
        detail: 'Tell your operator the request id mine-1.',
        instance: 'urn:ragcache:request:mine-1',
        code: 'internal',
        request_id: 'mine-1',
      });
    });
  });

  describe('request ids', () => {
    it.each(['abc-DEF_123', 'x'.repeat(64)])('keeps %s', async (id) => {
      const response = await app.inject({ url: '/health/live', headers: { 'x-request-id': id } });
      expect(response.headers['x-request-id']).toBe(id);
    });

    it.each(['', 'a b', 'x'.repeat(65), 'ä', 'a/b'])('replaces "%s"', async (id) => {
      const response = await app.inject({ url: '/health/live', headers: { 'x-request-id': id } });
      expect(response.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    });
  });

  describe('who may do what', () => {
    const id = '01K4ZB3N8T8Q0W6J7V2M5C9XRD';
    const routes: [string, string, object?][] = [
      ['POST', QUERY, { query: 'Why?' }],
      ['GET', `/api/v1/entries/${id}`],
      ['DELETE', `/api/v1/entries/${id}`],
      ['POST', '/api/v1/purge', { all: true }],
      ['GET', '/api/v1/purges/1'],
      ['GET', '/api/v1/stats'],
      ['GET', '/metrics'],
    ];
    const call = ([method, url, payload]: (typeof routes)[number], headers: Record<string, string>) =>
      app.inject({ method: method as 'GET', url, payload, headers });

    it.each(routes)('%s %s needs a key', async (...route) => {
      for (const headers of [{}, { 'x-api-key': 'wrong' }, { authorization: `Basic ${ACME}` }]) {
        const response = await call(route, headers as Record<string, string>);
        expect(response.json()).toMatchObject({ status: 401, code: 'unauthenticated' });
        expect(response.headers['www-authenticate']).toMatch(/^Bearer/);
      }
    });

    it('a key with the scope read may read and nothing else', async () => {
      const statuses = await Promise.all(
        routes.map(async (route) => (await call(route, { 'x-api-key': READER })).statusCode),
      );
      expect(statuses).toEqual([403, 404, 403, 403, 403, 200, 403]);
    });

    it('a key with the scope admin may do everything inside its tenant', async () => {
      parts.entries.set(id, anEntry({ tenant: 'globex' }));
      parts.answer = async () => aMiss();
      const statuses = await Promise.all(
        routes.map(async (route) => (await call(route, { 'x-api-key': ROOT })).statusCode),
      );
      expect(statuses).toEqual([200, 404, 404, 200, 404, 200, 200]);
    });

    const spellings = [
      '//api/v1/stats',
      '/api//v1/stats',
      '/api/v1/stats/',
      '/api/v1/stats%2f',
      '/api/v1%2fstats',
      '/api/v1/stats;x',
      '/API/v1/stats',
      '/api/v1/./stats',
      '/health/../api/v1/stats',
      '/api/v1/%73tats',
      'http://elsewhere/api/v1/stats',
      '/api/v1/stats?key=1',
      '/api/v1/stats%00',
      '/%zz',
      `/api/v1/entries/${'x'.repeat(300)}`,
    ];
    const methods = ['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'DELETE', 'PATCH'] as const;

    it.each(spellings)('no spelling opens a route without a key: %s', async (url) => {
      for (const method of methods) {
        const { statusCode } = await app.inject({ method, url });
        expect([401, 404, 405]).toContain(statusCode);
      }
    });
  });

  describe('paths and methods', () => {
    it('answers unknown paths with a problem', async () => {
      const response = await app.inject({ url: '/nowhere?secret=1' });
      expect(response.json()).toMatchObject({ status: 404, code: 'not_found' });
      expect(response.body).not.toContain('nowhere');
      expect(response.headers['x-content-type-options']).toBe('nosniff');
    });

    it.each([
      ['GET', QUERY, 'POST'],
      ['POST', '/health/live', 'GET, HEAD'],
      ['HEAD', QUERY, 'POST'],
      ['PUT', '/api/v1/entries/x', 'DELETE, GET, HEAD'],
      ['OPTIONS', '/api/v1/stats', 'GET, HEAD'],
      ['DELETE', '/api/v1/purges/1', 'GET, HEAD'],
    ] as const)('names the methods when %s %s is not one', async (method, url, allow) => {
      const response = await app.inject({ method, url });
      expect([response.statusCode, response.headers.allow]).toEqual([405, allow]);
    });

    it('does not serve documentation outside development', async () => {
      for (const url of ['/docs', '/docs-json', '/openapi.json', '/config']) {
        expect((await app.inject({ url, headers: AS_ACME })).statusCode).toBe(404);
      }
    });
  });

  describe('entries', () => {
    const entry = anEntry({ tenant: 'acme', tags: ['t'], sources: [{ id: 's', version: '1' }] });
    beforeAll(() => parts.entries.set(entry.id, entry));

    it('shows one to its owner', async () => {
      const response = await app.inject({ url: `/api/v1/entries/${entry.id}`, headers: AS_ACME });
      expect(response.json()).toEqual({
        ...{ id: entry.id, kind: 'answer', namespace: 'default', question: entry.question },
        answer: 'An answer cache.',
        ...{ provider: 'openai', model: 'gpt-test', hits: 3, tags: ['t'] },
        sources: [{ id: 's', version: '1' }],
        usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
        created_at: new Date(entry.createdAt).toISOString(),
        expires_at: new Date(entry.expiresAt).toISOString(),
      });
    });

    it.each(['GET', 'DELETE'] as const)('hides it from others: %s', async (method) => {
      const headers = { 'x-api-key': GLOBEX };
      const response = await app.inject({ method, url: `/api/v1/entries/${entry.id}`, headers });
      expect(response.json()).toMatchObject({ status: 404, code: 'not_found' });
    });

    it.each(['x', '01K4ZB3N8T8Q0W6J7V2M5C9XR', '01k4zb3n8t8q0w6j7v2m5c9xrd', '%00', "'--"])(
      'takes %s for the id of nothing',
      async (id) => {
        const response = await app.inject({ url: `/api/v1/entries/${id}`, headers: AS_ACME });
        expect(response.statusCode).toBe(404);
      },
    );

    it('forgets one, also when the caller names a content type', async () => {
      const headers = { ...AS_ACME, 'content-type': 'application/json' };
      const response = await app.inject({ method: 'DELETE', url: `/api/v1/entries/${entry.id}`, headers });
      expect([response.statusCode, response.body]).toEqual([204, '']);
      expect(response.headers['x-cache-purge']).toBe(String(parts.purge.number));
      expect(parts.removed).toEqual([entry.id]);
    });

    it('forgets what is not found: the way to it may be lost, and the answer still there', async () => {
      const url = '/api/v1/entries/01K4ZB3N8T8Q0W6J7V2M5C9XRE';
      const { statusCode, headers } = await app.inject({ method: 'DELETE', url, headers: AS_ACME });
      expect([statusCode, headers['x-cache-purge']]).toEqual([204, String(parts.purge.number)]);
    });

    it('says 202, as purges do, when no copy of the registry has confirmed it', async () => {
      parts.purge = aPurge({ isDurable: false });
      const url = '/api/v1/entries/01K4ZB3N8T8Q0W6J7V2M5C9XRE';
      const { statusCode, headers, body } = await app.inject({ method: 'DELETE', url, headers: AS_ACME });
      expect([statusCode, headers['x-cache-purge']]).toEqual([202, String(parts.purge.number)]);
      expect(JSON.parse(body)).toMatchObject({ warning: expect.stringContaining('send it again') });
      parts.purge = aPurge();
    });

    it.each(['x', '01K4ZB3N8T8Q0W6J7V2M5C9XR', '%00'])('forgets nothing by the id %s', async (id) => {
      const url = `/api/v1/entries/${id}`;
      const { statusCode, headers } = await app.inject({ method: 'DELETE', url, headers: AS_ACME });
      expect([statusCode, headers['x-cache-purge']]).toEqual([404, undefined]);
    });
  });

  describe('purge', () => {
    const purge = (payload: object) =>
      app.inject({ method: 'POST', url: '/api/v1/purge', headers: AS_ACME, payload });
    const inAcme = { tenant: 'acme', by: expect.stringMatching(/^[0-9a-f]{8}$/) };
    beforeEach(() => {
      parts.orders.length = 0;
      parts.purge = aPurge();
    });

    it.each([
      [{ all: true }, {}],
      [{ namespace: 'n' }, { namespace: 'n' }],
      [{ tags: ['a', 'b'], model: 'm' }, undefined],
      [{ namespace: 'n', tags: ['a'], model: 'm', writer: 'w' }, undefined],
      [{ query: ' Why? ' }, { question: 'Why?' }],
    ])('orders %j inside the own tenant', async (body, named: object = body) => {
      const response = await purge(body);
      const { number } = parts.purge;
      expect([response.statusCode, response.json()]).toEqual([
        200,
        {
          ...{ purged: 1, done: true, number, at: '2026-03-01T12:00:00.000Z' },
          receipt: expect.stringMatching(/^\w{26}$/),
        },
      ]);
      expect(parts.orders).toEqual([{ ...inAcme, ...named }]);
    });

    it('takes an alias for the model it stands for, as questions do', async () => {
      await purge({ model: 'short' });
      expect(parts.orders).toEqual([{ ...inAcme, model: 'gpt-test' }]);
    });

    it('says 202, and what to do, when no copy of the registry has confirmed it', async () => {
      parts.purge = aPurge({ isDurable: false, isDone: false, found: 0 });
      const response = await purge({ all: true });
      expect([response.statusCode, response.json()]).toEqual([
        202,
        expect.objectContaining({
          ...{ number: parts.purge.number, purged: 0, done: false },
          warning: expect.stringMatching(/obeys this purge.*send it again/),
        }),
      ]);
    });

    it.each([
      [{}],
      [{ all: false }],
      [{ all: true, namespace: 'n' }],
      [{ all: null, namespace: 'n' }],
      [{ tags: [] }],
      [{ tags: [1] }],
      [{ tenant: 'globex', all: true }],
      [{ namespace: '*!' }],
      [{ model: '' }],
    ])('refuses %j', async (body) => {
      const response = await purge(body);
      expect(response.json()).toMatchObject({ status: 400, code: 'validation_failed', errors: [{}] });
      expect(parts.orders).toEqual([]);
    });
  });

  describe('a purge by its number', () => {
    const find = (number: number | string, key = ACME, method: 'GET' | 'HEAD' = 'GET') =>
      app.inject({ method, url: `/api/v1/purges/${number}`, headers: { 'x-api-key': key } });
    beforeEach(() => {
      parts.purge = aPurge();
    });

    it('says who, what, when, how many were found and whether it is done', async () => {
      const id = '01K4ZB3N8T8Q0W6J7V2M5C9XRD' as EntryId;
      const question = 'ab'.repeat(32);
      const named = { namespace: 'n', tags: ['a', 'b'], model: 'm', writer: 'w', question, id };
      parts.purge = aPurge({ named, found: 7, isDone: false });
      const { number } = parts.purge;
      const response = await find(number);
      expect([response.statusCode, response.json()]).toEqual([
        200,
        {
          ...{ number, at: '2026-03-01T12:00:00.000Z', by: '0a1b2c3d', purged: 7, done: false },
          named: {
            ...{ namespace: 'n', tags: ['a', 'b'], model: 'm', writer: 'w' },
            ...{ entry: id, query_digest: question },
          },
        },
      ]);
      expect((await find(number, ACME, 'HEAD')).statusCode).toBe(200);
    });

    it('names nothing when everything was purged', async () => {
      expect((await find(parts.purge.number)).json()).toMatchObject({ named: {} });
    });

    it('is there for its own tenant alone', async () => {
      const response = await find(parts.purge.number, GLOBEX);
      expect(response.json()).toMatchObject({ status: 404, code: 'not_found' });
    });

    it.each([
      '1',
      '0',
      '-1',
      '01',
      '1.0',
      '1e3',
      '0x10',
      '9007199254740993',
      '9'.repeat(17),
      'x',
      '%00',
      '%20',
    ])('is not there as %s', async (number) => {
      expect((await find(number)).statusCode).toBe(404);
      expect((await find(number, ACME, 'HEAD')).statusCode).toBe(404);
    });
  });

  it.each([
    ['/api/v1/purges/1?namespace=x', ['namespace']],
    ['/api/v1/stats?namespaces=x', ['namespaces']],
    ['/api/v1/stats?namespace=default&day=2026-03-01', ['day']],
    ['/api/v1/stats?namespace=', ['namespace']],
    ['/api/v1/stats?namespace=a%20b', ['namespace']],
    ['/api/v1/stats?namespace=a&namespace=b', ['namespace']],
    ['/api/v1/stats?b=1&a=2&toString=3&__proto__=4', ['b', 'a', 'toString', '__proto__']],
    [`/api/v1/entries/01K4ZB3N8T8Q0W6J7V2M5C9XRD?namespace=x`, ['namespace']],
  ])('refuses %s and names the parameters', async (url, names) => {
    const response = await app.inject({ url, headers: AS_ACME });
    const { status, detail, errors } = response.json<Refusal>();
    expect([status, errors?.map(({ path }) => path)]).toEqual([400, names]);
    for (const name of names) expect(detail).toContain(name);
  });

  it('adds the days of the own tenant up', async () => {
    const response = await app.inject({ url: '/api/v1/stats', headers: AS_ACME });
    const hits = { exact: 2, canonical: 1, semantic: 0 };
    const day = { hits, misses: 4, tokens_saved: 30, cost_saved_usd: 0.5 };
    expect(response.json()).toEqual({
      totals: {
        hits: { exact: 4, canonical: 2, semantic: 0 },
        misses: 8,
        tokens_saved: 60,
        cost_saved_usd: 1,
      },
      days: ['2026-03-02', '2026-03-01'].map((date) => ({ namespace: 'default', day: date, ...day })),
      entries: { default: 2 },
    });
  });

  describe('health', () => {
    it('is alive, ready and well', async () => {
      expect((await app.inject('/health/live')).json()).toEqual({ status: 'alive' });
      expect((await app.inject('/health/ready')).json()).toEqual({ status: 'ready' });
      const parts_ = { entries: 'up', vectors: 'up', registry: 'up', stats: 'up', embedder: 'up' };
      expect((await app.inject('/health')).json()).toEqual({ status: 'ok', parts: parts_ });
    });
  });

  it('counts every request once, whoever answered it, in labels from closed sets', async () => {
    const metrics = async (): Promise<string> =>
      (await app.inject({ url: '/metrics', headers: AS_ACME })).body;
    const count = (text: string, labels: string): number =>
      Number(new RegExp(`ragcache_requests_total\\{${labels}\\} (\\d+)`).exec(text)?.[1] ?? 0);
    const before = await metrics();
    await app.inject({ url: '/x1' });
    await app.inject({ url: '/x2' });
    await app.inject({ method: 'POST', url: QUERY, payload: {} });
    await send('{');
    await app.inject({ url: '/%zz' });
    await app.inject({ url: `/api/v1/entries/${'x'.repeat(300)}` });
    const after = await metrics();
    const unmatched = 'route="unmatched",method="GET",status="404",outcome="refused"';
    expect(count(after, unmatched) - count(before, unmatched)).toBe(4);
    const refused = (status: number): string =>
      `route="/api/v1/query",method="POST",status="${status}",outcome="refused"`;
    expect(count(after, refused(401)) - count(before, refused(401))).toBe(1);
    expect(count(after, refused(400)) - count(before, refused(400))).toBe(1);
    expect(after).not.toMatch(/x1|acme|globex/);
    expect(after).toMatch(/ragcache_build_info\{/);
    expect(after).toMatch(/nodejs_eventloop_lag_p99_seconds/);
  });

  describe('browsers', () => {
    const preflight = (origin: string) =>
      app.inject({
        method: 'OPTIONS',
        url: QUERY,
        headers: { origin, 'access-control-request-method': 'POST' },
      });

    it('lets a listed origin in and shows it the cache headers', async () => {
      const origin = 'https://app.example.com';
      const response = await preflight(origin);
      expect(response.statusCode).toBe(204);
      expect(response.headers['access-control-allow-origin']).toBe(origin);
      const answer = await ask({ query: 'Why?' }, { ...AS_ACME, origin });
      expect(answer.headers['access-control-expose-headers']).toContain('Cache-Status');
      expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
    });
  });
});
