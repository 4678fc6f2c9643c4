import { setTimeout as wait } from 'node:timers/promises';
import { ACME_KEY, openStage, type Stage } from './stage.js';

describe('cache directives', () => {
  let stage: Stage;
  const ask = (query: string, headers: Record<string, string> = {}, parts: object = {}) =>
    stage.service.ask({ query, ...parts }, ACME_KEY, { headers });
  const calls = () => stage.simulator.calls().total;
  const noCache = { 'cache-control': 'no-cache' };
  const noStore = { 'cache-control': 'no-store' };
  const onlyIfCached = { 'cache-control': 'only-if-cached' };

  beforeAll(async () => {
    // So that no detail tells of a candidate.
    stage = await openStage({ SEMANTIC_MODE: 'off' });
  });
  afterAll(() => stage.close());
  afterEach(() => stage.simulator.behave({}));

  it('no-cache asks the model and refreshes what is remembered', async () => {
    const first = await ask('How many seats has the boardroom?');
    const refreshed = await ask('How many seats has the boardroom?', noCache);
    expect(refreshed.headers).toMatchObject({
      ...{ 'cache-status': 'ragcache; fwd=request; stored', 'x-cache-status': 'REFRESH' },
    });
    expect(refreshed.body.cache_info.cache_hit).toBe(false);
    const entryOf = async () =>
      (await ask('How many seats has the boardroom?')).body.cache_info.entry_id as string;
    const second = await entryOf();
    await ask('How many seats has the boardroom?', noCache);
    expect(await entryOf()).not.toBe(second);
    expect(first.status).toBe(200);
  });

  it('no-cache starts a call that later callers join', async () => {
    stage.simulator.behave({ latencyMs: 1_000 });
    const before = calls();
    const older = ask('How wide is the loading bay?');
    await wait(200);
    const fresh = ask('How wide is the loading bay?', noCache);
    await wait(200);
    const later = ask('How wide is the loading bay?');
    const statuses = (await Promise.all([older, fresh, later])).map(({ headers }) => headers['cache-status']);
    // The older answer, wherever it comes last, must not replace the newer one.
    expect(statuses).toEqual([
      'ragcache; fwd=miss; detail=outdated',
      'ragcache; fwd=request; stored',
      'ragcache; fwd=miss; collapsed',
    ]);
    expect(calls() - before).toBe(2);
  });

  it('no-store leaves nothing, and may be answered from memory', async () => {
    const first = await ask('Who waters the plants?', noStore);
    expect(first.headers['cache-status']).toBe('ragcache; fwd=miss; detail=not-asked-to');
    expect((await ask('Who waters the plants?')).body.cache_info.cache_hit).toBe(false);
    expect((await ask('Who waters the plants?', noStore)).body.cache_info.cache_hit).toBe(true);
  });

  it('max-age counts seconds, and says when the answer was too old', async () => {
    await ask('When does the canteen open?');
    await wait(1_100);
    const young = await ask('When does the canteen open?', { 'cache-control': 'max-age=60' });
    expect(young.headers['x-cache-status']).toBe('HIT');
    const old = await ask('When does the canteen open?', { 'cache-control': 'max-age=1' });
    expect(old.headers).toMatchObject({
      ...{ 'cache-status': 'ragcache; fwd=stale; stored', 'x-cache-status': 'MISS' },
    });
  });

  it('only-if-cached never asks the model', async () => {
    const before = calls();
    const missing = await ask('Where is the spare projector?', onlyIfCached);
    expect(missing).toMatchObject({ status: 504, body: { code: 'not_in_cache' } });
    expect(missing.headers).toMatchObject({
      ...{ 'x-should-retry': 'false', 'cache-status': 'ragcache; detail=not-in-cache' },
    });
    expect(calls()).toBe(before);
    await ask('Where is the spare projector?');
    expect((await ask('Where is the spare projector?', onlyIfCached)).status).toBe(200);
    const both = { 'cache-control': 'no-cache, only-if-cached' };
    expect((await ask('Where is the spare projector?', both)).status).toBe(504);
    expect(calls()).toBe(before + 1);
  });

  it('mode off in the body wins over them all', async () => {
    await ask('Who signs the invoices?');
    const asked = await ask('Who signs the invoices?', onlyIfCached, { use_cache: false });
    expect(asked.headers['cache-status']).toBe('ragcache; fwd=bypass; detail=use-cache-false');
  });

  it('headers set what the body sets', async () => {
    const headers = { 'x-cache-namespace': 'museum', 'x-cache-tags': 'opening,hours', 'x-cache-ttl': '60' };
    await ask('When is the gallery shut?', headers);
    expect((await ask('When is the gallery shut?')).body.cache_info.cache_hit).toBe(false);
    const again = await ask('When is the gallery shut?', {}, { namespace: 'museum' });
    expect(again.headers['cache-status']).toMatch(/hit; ttl=(5\d|60);/);
    const body = { namespace: 'museum', tags: ['hours'] };
    await stage.service.request('POST', '/api/v1/purge', { key: ACME_KEY, body });
    expect((await ask('When is the gallery shut?', headers)).body.cache_info.cache_hit).toBe(false);
  });

  it('a malformed header is refused by its name', async () => {
    const refused = await ask('Why?', { 'x-cache-ttl': 'soon' });
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: 'X-Cache-TTL' }] } });
  });
});
