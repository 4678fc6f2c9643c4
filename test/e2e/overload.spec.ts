import { setTimeout as wait } from 'node:timers/promises';
import { metricOf } from '../support/metrics.js';
import { until } from '../support/timing.js';
import { ACME_KEY, openStage, type Stage } from './stage.js';

const STOPPED_MS = 400;
const RUNNING_MS = 30;
const KNOWN = { query: 'What is remembered?' };

describe('a process that is late with everything', () => {
  let stage: Stage;
  let turn = 0;
  beforeAll(async () => {
    stage = await openStage({ SEMANTIC_MODE: 'off' });
    await stage.service.ask(KNOWN, ACME_KEY);
  });
  afterAll(() => stage.close());

  const signal = (name: NodeJS.Signals) => process.kill(stage.service.pid, name);
  const pause = async (milliseconds: number) => {
    signal('SIGSTOP');
    await wait(milliseconds);
    signal('SIGCONT');
  };
  /** Leaves the process almost no time, until told otherwise. */
  const starve = () => {
    let isOver = false;
    const starving = (async () => {
      while (!isOver) {
        await pause(STOPPED_MS);
        await wait(RUNNING_MS);
      }
    })();
    return async () => {
      isOver = true;
      await starving;
    };
  };
  const miss = () => stage.service.ask({ query: `What is new, for the ${++turn}th time?` }, ACME_KEY);

  it('refuses what needs a model, and goes on with memory and health', async () => {
    const calls = stage.simulator.calls().total;
    const feed = starve();
    await wait(4 * STOPPED_MS);
    const refused = await Promise.all([miss(), miss(), miss(), miss()]);
    const known = await Promise.all([1, 2, 3, 4].map(() => stage.service.ask(KNOWN, ACME_KEY)));
    const ready = await stage.service.request('GET', '/health/ready');
    await feed();
    for (const answer of refused)
      expect(answer).toMatchObject({
        ...{ status: 503, headers: { 'retry-after': '1' }, body: { code: 'overloaded' } },
      });
    expect(known.map(({ headers }) => headers['x-cache-status'])).toEqual(Array(4).fill('HIT'));
    expect([ready.status, stage.simulator.calls().total]).toEqual([200, calls]);
    expect(await metricOf(stage.service, 'ragcache_refusals_total{reason="process-busy"}')).toBe(4);
    await until(async () => (await miss()).status === 200);
  });

  it('is one that was late for long: a single pause refuses nobody', async () => {
    for (let pauses = 0; pauses < 3; pauses++) {
      await pause(1_000);
      expect((await miss()).status).toBe(200);
      await wait(300);
    }
  });
});
