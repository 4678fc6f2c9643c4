import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { parseEventStream } from '../../apps/api/testing/event-stream.js';
import { ACME_KEY, openStage, type Stage } from './stage.js';

describe('streamed answers', () => {
  let stage: Stage;
  const calls = () => stage.simulator.calls();
  const whole = (query: string) => stage.service.ask({ query }, ACME_KEY);

  beforeAll(async () => {
    // So that no detail tells of a candidate.
    stage = await openStage({ SEMANTIC_MODE: 'off' });
  });
  afterAll(() => stage.close());
  afterEach(() => stage.simulator.behave({}));

  /** A stream whose headers are there; nothing of it is read yet. */
  async function open(query: string, headers: Record<string, string> = {}): Promise<IncomingMessage> {
    const call = httpRequest(`${stage.service.url}/api/v1/query`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ACME_KEY}`, 'content-type': 'application/json', ...headers },
    });
    call.on('error', () => undefined).end(JSON.stringify({ query, stream: true }));
    const [message] = (await once(call, 'response')) as [IncomingMessage];
    return message.setEncoding('utf8').on('error', () => undefined);
  }

  async function read(message: IncomingMessage) {
    let body = '';
    for await (const chunk of message) body += String(chunk);
    return { ...parseEventStream(body), headers: message.headers, status: message.statusCode, body };
  }
  const stream = async (query: string, headers?: Record<string, string>) => read(await open(query, headers));

  it.each(['openai', 'anthropic'])('come piece by piece from %s', async (provider) => {
    const query = `What does ${provider} say of the tide tables?`;
    const answer = await stage.service.request('POST', '/api/v1/query', {
      key: ACME_KEY,
      body: { query, provider, stream: true },
    });
    const { texts, last, comments } = parseEventStream(answer.body as string);
    expect(texts.length).toBeGreaterThan(1);
    expect(last).toMatchObject({ name: 'done', data: { provider, cache_info: { cache_hit: false } } });
    expect(comments).toEqual([': ragcache; fwd=miss; stored']);
    expect(answer.headers).toMatchObject({
      ...{ 'content-type': 'text/event-stream', 'cache-status': 'ragcache; fwd=miss' },
    });
    const again = await stage.service.ask({ query, provider }, ACME_KEY);
    expect(again.body).toMatchObject({
      ...{ response: texts.join(''), usage: last?.data.usage, cache_info: { cache_type: 'exact' } },
    });
  });

  it('are replayed from an answer that was asked for whole', async () => {
    const { body } = await whole('What is the badge colour for visitors?');
    const replayed = await stream('What is the badge colour for visitors?');
    expect(replayed.texts.join('')).toBe(body.response);
    expect(replayed.texts.length).toBeGreaterThan(1);
    expect(replayed.headers['cache-status']).toMatch(/^ragcache; hit/);
    expect(replayed.last?.data).toMatchObject({ usage: body.usage, cache_info: { cache_hit: true } });
  });

  it('share one call with whole ones, 20 at once', async () => {
    stage.simulator.behave({ latencyMs: 1_000, tokensPerSecond: 50 });
    const before = calls().total;
    const query = 'How is the night shift paid?';
    const asked = Array.from({ length: 20 }, async (_, at) => {
      if (at % 2 === 0) return (await stream(query)).texts.join('');
      return (await whole(query)).body.response as string;
    });
    expect(new Set(await Promise.all(asked)).size).toBe(1);
    expect(calls().total - before).toBe(1);
  });

  it('give late callers what has come and then what comes', async () => {
    stage.simulator.behave({ tokensPerSecond: 20 });
    const first = await open('How are the archives ordered?');
    await once(first, 'data');
    const late = await stream('How are the archives ordered?');
    expect(late.headers['cache-status']).toBe('ragcache; fwd=miss; collapsed');
    expect(late.texts.join('')).toBe((await whole('How are the archives ordered?')).body.response);
  });

  it('answer an error before the first piece with its status', async () => {
    stage.simulator.behave({ status: 400 });
    const refused = await stream('Which lift is being repaired?');
    expect(refused.status).toBe(422);
    expect(refused.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(refused.headers['cache-status']).toBe('ragcache; fwd=miss');
  });

  it('tell an error after the first piece in the stream, and leave nothing', async () => {
    stage.simulator.behave({ cutAfterBytes: 900 });
    const cut = await stream('Which gate do lorries use?');
    expect([cut.status, cut.texts.length > 0]).toEqual([200, true]);
    expect(cut.last).toMatchObject({ name: 'error', data: { code: expect.stringMatching(/^upstream_/) } });
    stage.simulator.behave({});
    expect((await whole('Which gate do lorries use?')).body.cache_info.cache_hit).toBe(false);
  });

  it('abort the call within 200 ms when their only reader leaves, and leave nothing', async () => {
    stage.simulator.behave({ tokensPerSecond: 5 });
    const before = calls().aborted;
    const leaving = await open('What are the rules for the roof?');
    await once(leaving, 'data');
    leaving.destroy();
    await wait(200);
    expect(calls().aborted).toBe(before + 1);
    stage.simulator.behave({});
    expect((await whole('What are the rules for the roof?')).body.cache_info.cache_hit).toBe(false);
  });

  it('go on for others when a reader leaves', async () => {
    stage.simulator.behave({ tokensPerSecond: 20 });
    const before = calls();
    const leaving = await open('What are the rules for the cellar?');
    await once(leaving, 'data');
    const stays = whole('What are the rules for the cellar?');
    await wait(100);
    leaving.destroy();
    expect((await stays).headers['cache-status']).toBe('ragcache; fwd=miss; collapsed');
    expect([calls().total - before.total, calls().aborted - before.aborted]).toEqual([1, 0]);
    expect((await whole('What are the rules for the cellar?')).body.cache_info.cache_hit).toBe(true);
  });

  it('obey directives', async () => {
    expect((await stream('Who keeps the minutes?', { 'cache-control': 'only-if-cached' })).status).toBe(504);
    const lone = await stream('Who keeps the minutes?', { 'cache-control': 'no-store' });
    expect(lone.comments).toEqual([': ragcache; fwd=miss; detail=not-asked-to']);
    expect((await whole('Who keeps the minutes?')).body.cache_info.cache_hit).toBe(false);
    const fresh = await stream('Who keeps the minutes?', { 'cache-control': 'no-cache' });
    expect([fresh.headers['cache-status'], fresh.comments]).toEqual([
      'ragcache; fwd=request',
      [': ragcache; fwd=request; stored'],
    ]);
  });

  it('are counted as what they were', async () => {
    const { body } = await stage.service.request('GET', '/metrics', { key: ACME_KEY });
    expect(body).toMatch(/requests_total\{route="\/api\/v1\/query",.*status="200",outcome="refresh"\} 1/);
    expect(body).toMatch(/requests_total\{.*status="200",outcome="error"\} 1/);
    expect(body).toMatch(/requests_total\{.*status="499",outcome="left"\} 2/);
  });
});
