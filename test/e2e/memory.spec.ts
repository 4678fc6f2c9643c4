import { ACME_KEY, openStage, RIVAL_KEY, SEMANTIC, type Stage } from './stage.js';

describe('a question asked again', () => {
  let stage: Stage;
  const ask = (body: object, key = ACME_KEY) => stage.service.ask(body, key);

  beforeAll(async () => {
    stage = await openStage(SEMANTIC);
  });
  afterAll(() => stage.close());

  it('is a miss first and an exact hit the very next time, with the same answer', async () => {
    const first = await ask({ query: 'Which port does the metrics exporter listen on?' });
    const second = await ask({ query: 'Which port does the metrics exporter listen on?' });
    expect(first.status).toBe(200);
    expect(first.body.cache_info).toEqual({ cache_hit: false, cache_type: null, similarity_score: null });
    expect(first.headers).toMatchObject({
      'cache-status': 'ragcache; fwd=miss; stored',
      'x-cache-status': 'MISS',
    });
    expect(second.body).toMatchObject({
      response: first.body.response,
      usage: first.body.usage,
      cache_info: { cache_hit: true, cache_type: 'exact', tokens_saved: first.body.usage.total_tokens },
    });
    expect(second.headers['cache-status']).toMatch(/^ragcache; hit; ttl=\d+; detail=exact$/);
    expect(second.headers).toMatchObject({
      'x-cache-status': 'HIT',
      'x-cache-layer': 'exact',
      'cache-control': 'private, no-store',
    });
    expect(Number(second.headers.age)).toBeGreaterThanOrEqual(0);
    expect(second.headers['server-timing']).toMatch(/exact;dur=/);
  });

  it('is a canonical hit in other clothes', async () => {
    await ask({ query: 'How do I archive a finished project?' });
    const polite = await ask({ query: 'Please tell me,  how do I archive a finished project' });
    expect(polite.body.cache_info).toMatchObject({
      cache_hit: true,
      cache_type: 'canonical',
      similarity_score: null,
    });
  });

  it('is a semantic hit in other words, and the next request finds it that way at once', async () => {
    await ask({ query: 'What is the capital city of France?' });
    const paraphrase = await ask({ query: 'What is the capital of France?' });
    expect(paraphrase.body.cache_info).toMatchObject({ cache_hit: true, cache_type: 'semantic' });
    expect(paraphrase.body.cache_info.similarity_score).toBeGreaterThanOrEqual(0.95);
    expect(Number(paraphrase.headers['x-cache-similarity'])).toBeGreaterThanOrEqual(0.95);
  });

  it('is refused for a look-alike, and the headers say why', async () => {
    await ask({ query: 'How do I increase the memory limit of a container in Kubernetes?' });
    const trap = await ask({ query: 'How do I decrease the memory limit of a container in Kubernetes?' });
    expect(trap.body.cache_info.cache_hit).toBe(false);
    expect(trap.headers['cache-status']).toBe('ragcache; fwd=miss; stored; detail=guard-polarity');
    expect(Number(trap.headers['x-cache-similarity'])).toBeGreaterThan(0.95);
  });

  it('is a miss for another tenant', async () => {
    await ask({ query: 'Who owns the on-call rota?' });
    const rival = await ask({ query: 'Who owns the on-call rota?' }, RIVAL_KEY);
    expect(rival.body.cache_info.cache_hit).toBe(false);
  });

  it('asks the model each time with use_cache false, and leaves no trace', async () => {
    const body = { query: 'What changed in the last release of the scheduler?', use_cache: false };
    const first = await ask(body);
    expect(first.headers).toMatchObject({ 'x-cache-status': 'BYPASS' });
    expect((await ask(body)).body.cache_info.cache_hit).toBe(false);
    expect((await ask({ ...body, use_cache: true })).body.cache_info.cache_hit).toBe(false);
  });

  it('stays in the exact tier in mode exact', async () => {
    const query = 'How many replicas does the queue have?';
    await ask({ query, cache: { mode: 'exact' } });
    expect((await ask({ query: `please, ${query}` })).body.cache_info.cache_hit).toBe(false);
    expect((await ask({ query, cache: { mode: 'exact' } })).body.cache_info.cache_type).toBe('exact');
  });

  it('is forgotten after its ttl', async () => {
    const body = { query: 'What is the wifi password of the guest network?', cache: { ttl: 1 } };
    await ask(body);
    expect((await ask(body)).body.cache_info.cache_hit).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    expect((await ask(body)).body.cache_info.cache_hit).toBe(false);
  });

  it('is forgotten when its model is purged by the alias it was asked under', async () => {
    const body = { query: 'Where does the build farm keep its artefacts?', model: 'gpt-mini' };
    const purge = { key: ACME_KEY, body: { model: 'gpt-mini' } };
    await ask(body);
    expect((await ask(body)).body.cache_info.cache_hit).toBe(true);
    const { body: answer } = await stage.service.request('POST', '/api/v1/purge', purge);
    expect(answer.purged).toBeGreaterThan(0);
    expect((await ask(body)).body.cache_info.cache_hit).toBe(false);
  });

  it.each(['length', 'content_filter', 'empty'] as const)(
    'is not remembered when the answer ended by %s',
    async (finish) => {
      const body = { query: `Tell the story of the ${finish} incident in full.` };
      stage.simulator.behave({ finish });
      const first = await ask(body);
      stage.simulator.behave({});
      expect(first.headers['cache-status'] ?? '').not.toContain('stored');
      expect((await ask(body)).body.cache_info.cache_hit).toBe(false);
    },
  );

  it('is refused as often as the model refuses it: with one call each, and no breaker opens', async () => {
    const body = { query: 'How do I pick the lock of the archive?' };
    stage.simulator.behave({ finish: 'refusal' });
    const before = stage.simulator.calls().total;
    for (let round = 0; round < 20; round++)
      expect(await ask(body)).toMatchObject({ status: 422, body: { code: 'upstream_refused' } });
    expect(stage.simulator.calls().total - before).toBe(20);
    stage.simulator.behave({});
    expect((await ask(body)).body.cache_info.cache_hit).toBe(false);
  });

  it('answers provider errors with their code and remembers none of them', async () => {
    const body = { query: 'Which of the nightly jobs failed?' };
    stage.simulator.behave({ status: 401 });
    expect(await ask(body)).toMatchObject({ status: 502, body: { code: 'upstream_auth' } });
    stage.simulator.behave({});
    expect((await ask(body)).body.cache_info.cache_hit).toBe(false);
  });
});
