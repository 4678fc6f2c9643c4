import { RateLimitError as AnthropicRateLimitError } from '@anthropic-ai/sdk';
import { RateLimitError } from 'openai';
import { parseEventStream } from '../../apps/api/testing/event-stream.js';
import { issueKey } from '../support/issued-keys.js';
import { metricOf } from '../support/metrics.js';
import { officialSdks } from '../support/recordings/official-sdks.js';
import type { ServiceAnswer } from '../support/service.js';
import { until } from '../support/timing.js';
import { ACME_KEY, basics, openStage, RIVAL_KEY, type Stage } from './stage.js';

const ADMIN = 'admin-key-0123456789abcdefghij';
const BATCH = ['batch-one-0123456789abcdefghij', 'batch-two-0123456789abcdefghij'] as const;
const MODEL = 'gpt-4.1-mini';
const LONG = 60_000;
type Limits = Readonly<Record<string, number>>;

describe('limits', () => {
  let stage: Stage;
  let asked = 0;
  beforeAll(async () => {
    const { API_KEYS } = basics({ url: '' } as Stage['simulator']);
    stage = await openStage({
      ...{ SEMANTIC_MODE: 'off', KEY_PEPPER: 'a-pepper-of-at-least-32-characters' },
      API_KEYS: `${API_KEYS},ops:${ADMIN}:admin,batch:${BATCH[0]},batch:${BATCH[1]}`,
      KEY_LIMITS: 'rival:requests_per_minute=3',
      TENANT_LIMITS: 'batch:requests_per_minute=5',
    });
  }, LONG);
  afterAll(() => stage.close());
  afterEach(() => stage.simulator.behave({}));

  const keyWith = async (limits: Limits) => {
    const order = { tenant: `tenant-${++asked}`, scopes: ['query', 'read'], limits };
    return (await issueKey(stage.service, ADMIN, order)).key;
  };
  const another = () => `What is in box ${++asked}?`;
  const ask = (key: string, more: object = {}) => stage.service.ask({ query: another(), ...more }, key);
  const stats = (key: string) => stage.service.request('GET', '/api/v1/stats', { key });
  const statuses = (answers: readonly ServiceAnswer[]) => answers.map(({ status }) => status);
  const upstreamCalls = () => stage.simulator.calls().total;
  const sdks = (key: string) => officialSdks({ url: stage.service.url, key });
  const messages = () => [{ role: 'user' as const, content: another() }];

  it('let a burst as large as the limit through, whatever it asks for, and then nothing for a while', async () => {
    const key = await keyWith({ requests_per_minute: 20 });
    const calls = Array.from({ length: 30 }, (_, turn) => (turn % 2 ? stats(key) : ask(key)));
    const answers = await Promise.all(calls);
    const refused = answers.filter(({ status }) => status === 429);
    expect([refused.length, answers.length - refused.length]).toEqual([10, 20]);
    expect(refused[0]).toMatchObject({
      headers: {
        ...{ 'content-type': 'application/problem+json; charset=utf-8' },
        'retry-after': expect.stringMatching(/^[123]$/) as string,
        'ratelimit-policy': '"requests_per_minute";q=20;w=60',
        ratelimit: expect.stringMatching(/^"requests_per_minute";r=0;t=[123]$/) as string,
      },
      body: { type: 'urn:ragcache:problem:rate_limited', title: 'Too many requests', code: 'rate_limited' },
    });
    await new Promise((done) => setTimeout(done, Number(refused[0]!.headers['retry-after']) * 1_000));
    expect((await stats(key)).status).toBe(200);
  });

  it('come from configuration for keys that have none, and are not for others', async () => {
    expect(statuses([...(await four(RIVAL_KEY))])).toEqual([200, 200, 200, 429]);
    const free = await four(ACME_KEY);
    expect(statuses(free)).toEqual([200, 200, 200, 200]);
    expect(free[3]!.headers).not.toHaveProperty('ratelimit-policy');
  });
  const four = async (key: string) => [await stats(key), await ask(key), await stats(key), await ask(key)];

  it('hold all keys of a tenant together', async () => {
    const answers = [];
    for (let turn = 0; turn < 7; turn++) answers.push(await ask(BATCH[turn % 2]!));
    expect(statuses(answers)).toEqual([200, 200, 200, 200, 200, 429, 429]);
    expect(answers[6]!.body.detail).toContain('requests_per_minute=5 of this tenant');
  });

  it('free the place of a caller that leaves', async () => {
    const key = await keyWith({ concurrent: 2 });
    stage.simulator.behave({ stall: 'before-headers' });
    const leaving = new AbortController();
    const before = upstreamCalls();
    const held = [1, 2].map(() => {
      const gone = stage.service.ask({ query: another() }, key, { signal: leaving.signal });
      return expect(gone).rejects.toThrow();
    });
    await until(() => upstreamCalls() === before + 2);
    expect(await stats(key)).toMatchObject({
      status: 429,
      headers: { 'retry-after': '1', ratelimit: '"concurrent";r=0;t=1' },
    });
    leaving.abort();
    await Promise.all(held);
    await until(async () => (await stats(key)).status === 200);
    expect(statuses(await Promise.all([stats(key), stats(key)]))).toEqual([200, 200]);
  });

  it('of misses leave answers from memory alone', async () => {
    const key = await keyWith({ misses_per_minute: 2 });
    const known = another();
    const calls = upstreamCalls();
    expect(statuses([await stage.service.ask({ query: known }, key), await ask(key)])).toEqual([200, 200]);
    for (let turn = 0; turn < 5; turn++) {
      const hit = await stage.service.ask({ query: known }, key);
      expect([hit.status, hit.headers['x-cache-status']]).toEqual([200, 'HIT']);
      expect(await ask(key)).toMatchObject({ status: 429, headers: { 'x-request-id': expect.any(String) } });
    }
    expect(upstreamCalls() - calls).toBe(2);
  });

  it('of misses and writes are taken once by many who ask the same at once', async () => {
    const key = await keyWith({ misses_per_minute: 1, cache_writes_per_minute: 1 });
    const [query, calls] = [another(), upstreamCalls()];
    const answers = await Promise.all(Array.from({ length: 20 }, () => stage.service.ask({ query }, key)));
    expect(new Set(statuses(answers))).toEqual(new Set([200]));
    expect(upstreamCalls() - calls).toBe(1);
    expect((await stage.service.ask({ query }, key)).headers['x-cache-status']).toBe('HIT');
    expect((await ask(key)).status).toBe(429);
  });

  it('of tokens are spent by answers, whole or streamed, and by nothing from memory', async () => {
    const key = await keyWith({ tokens_per_day: 100 });
    const known = another();
    const first = await stage.service.ask({ query: known }, key);
    for (let turn = 0; turn < 5; turn++) await stage.service.ask({ query: known }, key);
    expect(first.body.usage.total_tokens).toBeLessThan(100);
    const streamed = await ask(key, { stream: true });
    const { last } = parseEventStream(streamed.body as string);
    const spent = first.body.usage.total_tokens + Number((last as unknown as Done).data.usage.total_tokens);
    let total = spent;
    for (let answer = await ask(key); ; answer = await ask(key)) {
      if (answer.status === 429) break;
      total += answer.body.usage.total_tokens as number;
    }
    expect(total).toBeGreaterThanOrEqual(100);
    expect(total).toBeLessThan(200);
    expect(await ask(key, { stream: true })).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect((await stage.service.ask({ query: known }, key)).headers['x-cache-status']).toBe('HIT');
  });

  it.each([false, true])(
    'of money tell the clients of providers in their words (stream: %p)',
    async (stream) => {
      const key = await keyWith({ usd_per_minute: 0.000_02 });
      const { openai, anthropic } = sdks(key);
      const first = await openai.chat.completions.create({ model: MODEL, messages: messages(), stream });
      if (Symbol.asyncIterator in first) for await (const { id } of first) expect(id).toBeTruthy();
      const again = openai.chat.completions.create({ model: MODEL, messages: messages(), stream });
      const error = await again.catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(RateLimitError);
      expect(error).toMatchObject({ status: 429, code: 'rate_limited', type: 'rate_limit_error' });
      const { headers } = error as RateLimitError;
      expect(headers?.get('ratelimit')).toMatch(/^"usd_per_minute";r=0;t=\d+$/);
      expect(Number(headers?.get('retry-after'))).toBeGreaterThan(0);
      const order = { model: 'claude-haiku-4-5', max_tokens: 50, messages: messages() };
      await expect(anthropic.messages.create(order)).rejects.toBeInstanceOf(AnthropicRateLimitError);
    },
  );

  it('are spent by a stream that is left before its end', async () => {
    const key = await keyWith({ tokens_per_day: 12 });
    stage.simulator.behave({ tokensPerSecond: 20 });
    const { openai } = sdks(key);
    const order = { model: MODEL, messages: messages(), stream: true } as const;
    const { aborted } = stage.simulator.calls();
    let pieces = 0;
    const stream = await openai.chat.completions.create(order);
    for await (const piece of stream) if (piece.choices.length > 0 && ++pieces === 8) break;
    await until(() => stage.simulator.calls().aborted > aborted);
    // It is charged in the same moment, by a process that may be busy.
    await new Promise((done) => setTimeout(done, 200));
    expect([pieces, (await ask(key)).status]).toEqual([8, 429]);
  });

  it('are spent though a body is too large to be looked into', async () => {
    const key = await keyWith({ usd_per_day: 0.000_02 });
    const { openai } = sdks(key);
    const order = { model: MODEL, messages: messages(), metadata: { appendix: 'word '.repeat(220_000) } };
    await openai.chat.completions.create(order);
    await expect(openai.chat.completions.create(order)).rejects.toBeInstanceOf(RateLimitError);
  });

  it('of writes leave answers unremembered, and refuse nobody', async () => {
    const key = await keyWith({ cache_writes_per_minute: 2 });
    const queries = [another(), another(), another()];
    const first = [];
    for (const query of queries) first.push(await stage.service.ask({ query }, key));
    expect(first.map(({ headers }) => headers['cache-status'])).toEqual([
      ...[
        'ragcache; fwd=miss; stored',
        'ragcache; fwd=miss; stored',
        'ragcache; fwd=miss; detail=write-limit',
      ],
    ]);
    const again = [];
    for (const query of queries) again.push(await stage.service.ask({ query }, key));
    expect(again.map(({ headers }) => headers['x-cache-status'])).toEqual(['HIT', 'HIT', 'MISS']);
    expect(await metricOf(stage.service, 'ragcache_skips_total{reason="write-limit"}')).toBe(2);
  });

  it('are counted when they are reached, and concern neither health nor who has no key', async () => {
    const reached = await metricOf(
      stage.service,
      'ragcache_limits_reached_total{reason="misses_per_minute"}',
    );
    expect(reached).toBe(6);
    for (const path of ['/health/live', '/health/ready', '/health'])
      for (let turn = 0; turn < 20; turn++)
        expect((await stage.service.request('GET', path)).status).toBe(200);
  });
});

interface Done {
  readonly data: { readonly usage: { readonly total_tokens: number } };
}
