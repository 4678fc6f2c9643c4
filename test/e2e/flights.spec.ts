import { ACME_KEY, openStage, SEMANTIC, type Stage } from './stage.js';

describe('identical questions at once', () => {
  let stage: Stage;
  const ask = (query: string, signal?: AbortSignal) => stage.service.ask({ query }, ACME_KEY, { signal });
  const calls = () => stage.simulator.calls().total;

  beforeAll(async () => {
    stage = await openStage(SEMANTIC);
  });
  afterAll(() => stage.close());
  afterEach(() => stage.simulator.behave({}));

  it('make one upstream call and 200 answers', async () => {
    stage.simulator.behave({ latencyMs: 2_000 });
    const before = calls();
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => ask('How long is the parental leave?')),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(200).fill(200));
    expect(new Set(answers.map(({ body }) => String(body.response))).size).toBe(1);
    expect(calls() - before).toBe(1);
    const statuses = answers.map(({ headers }) => headers['cache-status'] ?? '');
    const collapsed = statuses.filter((status) => status.includes('collapsed')).length;
    // On a busy machine the last ones may arrive when the answer is remembered already.
    const late = statuses.filter((status) => status.includes('hit')).length;
    expect(collapsed + late).toBe(199);
    expect(collapsed).toBeGreaterThan(100);
  });

  it('all get the error when the call fails, and the next request tries again', async () => {
    stage.simulator.behave({ status: 400, latencyMs: 1_500 });
    const before = calls();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => ask('Which building has the print room?')),
    );
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.code}`))).toEqual(
      new Set(['422 upstream_refused']),
    );
    expect(calls() - before).toBe(1);
    stage.simulator.behave({});
    expect((await ask('Which building has the print room?')).status).toBe(200);
  });

  it('go on when one caller leaves', async () => {
    stage.simulator.behave({ latencyMs: 400 });
    const leaving = new AbortController();
    const left = ask('Where are the spare badges kept?', leaving.signal).catch(() => 'left');
    const stays = ask('Where are the spare badges kept?');
    setTimeout(() => leaving.abort(), 150);
    expect(await left).toBe('left');
    expect((await stays).status).toBe(200);
    expect(stage.simulator.calls().aborted).toBe(0);
  });

  it('abort the upstream call within 200 ms when the last caller leaves, and nothing is remembered', async () => {
    stage.simulator.behave({ latencyMs: 5_000 });
    const before = stage.simulator.calls().aborted;
    const leaving = new AbortController();
    const left = ask('Who approves travel to the north office?', leaving.signal).catch(() => 'left');
    setTimeout(() => leaving.abort(), 150);
    expect(await left).toBe('left');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(stage.simulator.calls().aborted).toBe(before + 1);
    stage.simulator.behave({});
    expect((await ask('Who approves travel to the north office?')).body.cache_info.cache_hit).toBe(false);
  });
});
