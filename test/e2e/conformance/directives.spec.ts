import { setTimeout as sleep } from 'node:timers/promises';
import { ACME_KEY, SEMANTIC } from '../stage.js';
import { type ConformanceStage, openConformanceStage } from './conformance.stage.js';
import { DIALECTS, freshModel } from './dialects.js';

const QUESTION = 'What is the guest network called?';

describe.each(DIALECTS)('the directives on the wire of %s', (_, dialect) => {
  let stage: ConformanceStage;
  beforeAll(async () => {
    stage = await openConformanceStage(SEMANTIC);
  });
  afterEach(() => stage.simulator.behave({}));
  afterAll(() => stage.close());

  /** A request that nobody made before, and the ways to make it again. */
  const fresh = () => {
    const body = dialect.ask(QUESTION, { model: freshModel() });
    const ask = async (headers: Record<string, string> = {}, more: object = {}) => {
      const calls = stage.upstream.calls();
      const reply = await stage.post(dialect, { ...body, ...more }, { headers });
      return { ...reply, calls: stage.upstream.calls() - calls };
    };
    const control = (directive: string, more?: object) => ask({ 'cache-control': directive }, more);
    return { body, ask, control };
  };
  const says = (text: string) => stage.simulator.behave({ say: { text } });

  it('max-age counts seconds', async () => {
    const { ask, control } = fresh();
    expect(await ask()).toMatchObject({ cache: 'MISS' });
    expect(await control('max-age=60')).toMatchObject({ cache: 'HIT', calls: 0 });
    await sleep(2_100);
    expect(await control('max-age=60')).toMatchObject({ cache: 'HIT', calls: 0 });
    const late = await control('max-age=1');
    expect(late).toMatchObject({ cache: 'MISS', calls: 1 });
    expect(late.headers['cache-status']).toMatch(/^ragcache; fwd=stale/);
  });

  it('no-cache asks again and replaces what is remembered', async () => {
    const { ask, control } = fresh();
    says('The old name.');
    await ask();
    says('The new name.');
    expect((await ask()).text).toContain('The old name.');
    const refreshed = await control('no-cache');
    expect(refreshed).toMatchObject({ cache: 'REFRESH', calls: 1 });
    expect(refreshed.headers['cache-status']).toMatch(/^ragcache; fwd=request/);
    const after = await ask();
    expect(after).toMatchObject({ cache: 'HIT', calls: 0 });
    expect(after.text).toContain('The new name.');
  });

  it('no-store leaves nothing, but may be answered from memory', async () => {
    const { ask, control } = fresh();
    const unstored = await control('no-store');
    expect(unstored).toMatchObject({ cache: 'MISS', calls: 1 });
    expect(unstored.headers['cache-status']).not.toContain('stored');
    expect(await ask()).toMatchObject({ cache: 'MISS', calls: 1 });
    expect(await control('no-store')).toMatchObject({ cache: 'HIT', calls: 0 });
  });

  it.each([false, true])('only-if-cached never asks the model (stream: %p)', async (stream) => {
    const { ask, control } = fresh();
    const absent = await control('only-if-cached', { stream });
    expect(absent).toMatchObject({ status: 504, calls: 0 });
    expect(absent.headers['x-should-retry']).toBe('false');
    expect(absent.json()).toMatchObject(dialect.errorShape);
    await ask();
    expect(await control('only-if-cached', { stream })).toMatchObject({
      status: 200,
      cache: 'HIT',
      calls: 0,
    });
    expect(await control('only-if-cached, no-cache', { stream })).toMatchObject({ status: 504, calls: 0 });
  });

  it('only-if-cached is tried once by the official SDKs, which do retry others', async () => {
    const { body } = fresh();
    const { openai, anthropic } = stage.sdks();
    let tries = 0;
    const counted: typeof fetch = (url, options) => {
      tries++;
      return fetch(url, options);
    };
    const client = dialect.provider === 'openai' ? openai : anthropic;
    const patient = client.withOptions({ maxRetries: 2, fetch: counted });
    const path = dialect.provider === 'openai' ? dialect.path.replace('/v1', '') : dialect.path;
    const asked = patient.post(path, { body, headers: { 'cache-control': 'only-if-cached' } });
    await expect(asked).rejects.toMatchObject({ status: 504 });
    expect(tries).toBe(1);
  });

  it.each(['no-cash', 'max-age=abc', 'max-age', '=,;', 'private="x'])(
    'ignores %p, which is none',
    async (directive) => {
      const { ask, control } = fresh();
      await ask();
      expect(await control(directive)).toMatchObject({ status: 200, cache: 'HIT', calls: 0 });
    },
  );

  it('X-Cache-TTL bounds an answer by seconds', async () => {
    const { ask } = fresh();
    await ask({ 'x-cache-ttl': '1' });
    await sleep(1_500);
    expect(await ask({ 'x-cache-ttl': '100' })).toMatchObject({ cache: 'MISS', calls: 1 });
    const hit = await ask();
    expect(hit.cache).toBe('HIT');
    const [, ttl] = /; ttl=(\d+)/.exec(hit.headers['cache-status']!)!;
    expect(Number(ttl)).toBeGreaterThan(50);
    expect(Number(ttl)).toBeLessThanOrEqual(100);
  });

  it('X-Cache-Namespace puts up a wall', async () => {
    const { ask } = fresh();
    const caches = [];
    for (const namespace of ['red', 'blue', 'red'])
      caches.push((await ask({ 'x-cache-namespace': namespace })).cache);
    expect(caches).toEqual(['MISS', 'MISS', 'HIT']);
  });

  it('X-Cache-Mode off neither reads nor writes', async () => {
    const { ask } = fresh();
    const off = { 'x-cache-mode': 'off' };
    const first = await ask(off);
    expect(first).toMatchObject({ cache: 'BYPASS', calls: 1 });
    expect(first.headers['cache-status']).toMatch(/^ragcache; fwd=bypass/);
    expect(await ask()).toMatchObject({ cache: 'MISS', calls: 1 });
    expect(await ask(off)).toMatchObject({ cache: 'BYPASS', calls: 1 });
  });

  it('X-Cache-Mode exact is for the same words only', async () => {
    const model = freshModel();
    const ask = (question: string, mode: string) =>
      stage.post(dialect, dialect.ask(question, { model }), { headers: { 'x-cache-mode': mode } });
    await ask(QUESTION, 'semantic');
    expect((await ask(QUESTION, 'exact')).headers['x-cache-layer']).toBe('exact');
    expect((await ask(QUESTION.toLowerCase(), 'exact')).cache).toBe('MISS');
  });

  it('X-Cache-Threshold 1 lets no other words pass', async () => {
    const model = freshModel();
    const ask = (question: string) =>
      stage.post(dialect, dialect.ask(question, { model }), { headers: { 'x-cache-threshold': '1' } });
    await ask('When does the office open in the morning?');
    expect((await ask('When in the morning does the office open?')).cache).toBe('MISS');
  });

  it('X-Cache-Tags are what a purge names', async () => {
    const { ask } = fresh();
    await ask({ 'x-cache-tags': 'network, guests' });
    expect((await ask()).cache).toBe('HIT');
    const purged = await stage.service.request('POST', '/api/v1/purge', {
      ...{ key: ACME_KEY, body: { tags: ['guests'] } },
    });
    expect(purged.status).toBe(200);
    expect((await ask()).cache).toBe('MISS');
  });

  it('are taken from a cache block too, which nobody else gets to see', async () => {
    const { body, ask } = fresh();
    const cache = { ttl: 100, mode: 'exact', tags: ['block'] };
    expect(await ask({}, { cache })).toMatchObject({ cache: 'MISS', calls: 1 });
    expect(JSON.parse(stage.upstream.last().rawBody)).toEqual(body);
    const hit = await ask();
    expect(hit.cache).toBe('HIT');
    expect(Number(/; ttl=(\d+)/.exec(hit.headers['cache-status']!)![1])).toBeLessThanOrEqual(100);
    expect(await ask({}, { cache: { mode: 'off' } })).toMatchObject({ cache: 'BYPASS', calls: 1 });
  });

  it('are taken from the header before the cache block', async () => {
    const { ask } = fresh();
    await ask();
    const both = await ask({ 'x-cache-mode': 'exact' }, { cache: { mode: 'off' } });
    expect(both.cache).toBe('HIT');
  });

  it('are answered by headers, on hits, misses and errors', async () => {
    const { ask } = fresh();
    const miss = await ask({ 'x-request-id': 'conformance-1' });
    expect(miss.headers).toMatchObject({
      ...{ 'x-cache-status': 'MISS', 'x-request-id': 'conformance-1' },
      'cache-control': 'private, no-store',
    });
    expect(miss.headers['cache-status']).toMatch(/^ragcache; fwd=miss/);
    const hit = await ask();
    expect(hit.headers).toMatchObject({
      ...{ 'x-cache-status': 'HIT', 'x-cache-layer': 'exact' },
      ...{ age: expect.stringMatching(/^\d+$/), 'x-cache-entry': expect.stringMatching(/^\w{26}$/) },
      'cache-status': expect.stringMatching(/^ragcache; hit; ttl=\d+; detail=exact$/),
    });
    stage.simulator.behave({ status: 500 });
    const failed = (await fresh().ask()).headers['cache-status'];
    expect(failed).toMatch(/^ragcache; fwd=miss/);
    expect(failed).not.toContain('stored');
  });

  it('are answered by the last line of a stream: whether it was stored', async () => {
    const { ask } = fresh();
    const stored = await ask({}, { stream: true });
    expect(lastLine(stored.text)).toMatch(/^:.*; stored/);
    expect(stored.text).toMatch(dialect.terminal);
    stage.simulator.behave({ finish: 'length' });
    const unstored = await fresh().ask({}, { stream: true });
    expect(lastLine(unstored.text)).toMatch(/^:/);
    expect(lastLine(unstored.text)).not.toMatch(/; stored/);
  });
});

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1)!;
}
