import { RagCacheError, type EntryId } from '@app/core';
import { CallerLeft, type AnswerEvent, type CacheOutcome } from '@app/query';
import { parseEventStream } from '../testing/event-stream.js';
import type { FakeParts } from '../testing/fake-parts.js';
import { aMiss, aStreamedMiss } from '../testing/results.js';
import { ACME, ROOT, testApp, type TestApp } from '../testing/test-app.js';

const HIT: CacheOutcome = {
  ...{ kind: 'hit', tier: 'exact', entryId: '01K4ZB3N8T8Q0W6J7V2M5C9XRD' as EntryId },
  ...{ ageMs: 2_000, ttlMs: 5_000, modelLabel: 'gpt-test', tokensSaved: 15 },
};
const FORWARDED: AnswerEvent = {
  type: 'forwarded',
  cache: { kind: 'miss', collapsed: true, stored: false },
  timings: {},
};
const FAILED = new RagCacheError('upstream_failed', 'openai failed.');

async function* these(...events: (AnswerEvent | Error)[]): AsyncGenerator<AnswerEvent, void, void> {
  for (const event of events) {
    if (event instanceof Error) throw event;
    yield event;
  }
}

describe('POST /api/v1/query with stream', () => {
  let service: TestApp;
  let parts: FakeParts;
  beforeAll(async () => {
    service = await testApp({ CORS_ORIGINS: 'https://app.example.com' });
    parts = service.parts;
  });
  afterAll(() => service.app.close());

  async function ask(stream: FakeParts['stream'] = aStreamedMiss, headers: Record<string, string> = {}) {
    parts.stream = stream;
    const response = await service.app.inject({
      method: 'POST',
      url: '/api/v1/query',
      headers: { 'x-api-key': ACME, ...headers },
      payload: { query: 'Why?', stream: true },
    });
    return { ...parseEventStream(response.body), response };
  }
  const metrics = async () =>
    (await service.app.inject({ url: '/metrics', headers: { 'x-api-key': ROOT } })).body;
  const counted = async (status: number, outcome: string) => {
    const row = new RegExp(
      `^ragcache_requests_total.*/query.*status="${status}",outcome="${outcome}".* (\\d+)$`,
      'm',
    );
    return Number(row.exec(await metrics())?.[1] ?? 0);
  };

  it('sends the pieces, then the rest of the body, then whether it was stored', async () => {
    const { response, events, comments } = await ask();
    expect(events).toEqual([
      { name: 'delta', data: { text: 'An answer' } },
      { name: 'delta', data: { text: ' cache.' } },
      {
        name: 'done',
        data: {
          ...{ provider: 'openai', model: 'gpt-test', latency_ms: expect.any(Number) },
          usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
          cache_info: { cache_hit: false, cache_type: null, similarity_score: null },
        },
      },
    ]);
    expect(comments).toEqual([': ragcache; fwd=miss; stored']);
    expect(response.body.endsWith('\n\n: ragcache; fwd=miss; stored\n')).toBe(true);
    expect(response.statusCode).toBe(200);
  });

  it('says in headers what is known before the answer, and all that other answers say', async () => {
    const { response } = await ask(aStreamedMiss, {
      origin: 'https://app.example.com',
      'x-request-id': 'mine',
    });
    expect(response.headers).toMatchObject({
      ...{ 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' },
      ...{ 'cache-status': 'ragcache; fwd=miss', 'x-cache-status': 'MISS', 'x-request-id': 'mine' },
      ...{ 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' },
      'server-timing': expect.stringMatching(/^auth;dur=.*, exact;dur=0.10$/),
      'access-control-allow-origin': 'https://app.example.com',
    });
  });

  it('replays an answer from memory in slices', async () => {
    const { response, texts, last, comments } = await ask(() =>
      these({ type: 'done', result: { ...aMiss(), cache: HIT } }),
    );
    expect(texts).toEqual(['An', ' answer', ' cache.']);
    expect(last).toMatchObject({ name: 'done', data: { cache_info: { cache_hit: true, age_seconds: 2 } } });
    expect(comments).toEqual([]);
    expect(response.headers).toMatchObject({
      ...{ 'cache-status': 'ragcache; hit; ttl=5; detail=exact', 'x-cache-status': 'HIT', age: '2' },
    });
  });

  it('replays an answer that another flight brought whole', async () => {
    const { response, texts } = await ask(() => these(FORWARDED, { type: 'done', result: aMiss() }));
    expect(texts.join('')).toBe(aMiss().answer.text);
    expect(response.headers['cache-status']).toBe('ragcache; fwd=miss; stored');
  });

  it.each<[string, (AnswerEvent | Error)[]]>([
    ['at once', [FAILED]],
    ['while the model was waited for', [FORWARDED, FAILED]],
  ])('answers an error %s as any other', async (_, events) => {
    const { response } = await ask(() => these(...events));
    expect(response.statusCode).toBe(502);
    expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(response.json()).toMatchObject({ code: 'upstream_failed' });
    expect(response.headers['x-accel-buffering']).toBeUndefined();
    expect(response.headers['cache-status']).toBe(
      events.length > 1 ? 'ragcache; fwd=miss; collapsed' : undefined,
    );
  });

  it('tells an error after the first piece in the stream', async () => {
    const { response, events } = await ask(() =>
      these(FORWARDED, { type: 'delta', text: 'An' }, new RagCacheError('reader_too_slow', 'Too slow.')),
    );
    expect(response.statusCode).toBe(200);
    expect(events).toMatchObject([
      { name: 'delta', data: { text: 'An' } },
      {
        name: 'error',
        data: { code: 'reader_too_slow', status: 408, detail: 'Too slow.', request_id: expect.any(String) },
      },
    ]);
  });

  it('says nothing of an error that nobody expected, but its id', async () => {
    const { last } = await ask(() =>
      these(FORWARDED, { type: 'delta', text: 'An' }, new Error('SELECT secret')),
    );
    expect(last).toMatchObject({ name: 'error', data: { code: 'internal', status: 500 } });
    expect(JSON.stringify(last)).not.toContain('secret');
  });

  it('counts streams like any other answers', async () => {
    const before = [await counted(200, 'miss'), await counted(200, 'hit_exact'), await counted(200, 'error')];
    await ask();
    await ask(() => these({ type: 'done', result: { ...aMiss(), cache: HIT } }));
    await ask(() => these(FORWARDED, { type: 'delta', text: 'An' }, FAILED));
    await ask(() => these(FORWARDED, { type: 'delta', text: 'An' }, new CallerLeft()));
    expect([
      await counted(200, 'miss'),
      await counted(200, 'hit_exact'),
      await counted(200, 'error'),
    ]).toEqual(before.map((count) => count + 1));
    expect(await metrics()).toMatch(/^ragcache_tokens_saved_total\{.*\} \d+$/m);
  });

  it('refuses what it refuses otherwise', async () => {
    const response = await service.app.inject({
      method: 'POST',
      url: '/api/v1/query',
      headers: { 'x-api-key': ACME },
      payload: { query: '', stream: true },
    });
    expect(response.json()).toMatchObject({ status: 400, code: 'validation_failed' });
  });

  it('escapes line breaks, which would end an event', async () => {
    const text = 'a\n\nevent: done\ndata: {}\n\n\u2028';
    const { texts } = await ask(() =>
      these(FORWARDED, { type: 'delta', text }, { type: 'done', result: aMiss() }),
    );
    expect(texts).toEqual([text]);
  });
});
