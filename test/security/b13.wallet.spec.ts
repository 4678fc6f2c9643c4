import { ACME_KEY, openStage, RIVAL_KEY, type Stage } from '../e2e/stage.js';
import { metricOf } from '../support/metrics.js';
import { until } from '../support/timing.js';

const MOST = 8;
const SHARE = MOST / 2;
const FLOOD = 100;
const CALL_MS = 2_000;
const LONG = 60_000;

/** B13, as far as there are bounds without limits: what one tenant can make the operator pay for at once. */
describe('a tenant that asks as much as it can', () => {
  let stage: Stage;
  beforeAll(async () => {
    // The semantic tier has nothing to do with it and would only slow the flood down.
    stage = await openStage({ UPSTREAM_CONCURRENCY: String(MOST), SEMANTIC_MODE: 'off' });
  });
  afterAll(() => stage.close());
  afterEach(() => stage.simulator.behave({}));

  let turn = 0;
  const fresh = () => `What is on page ${++turn} of the minutes?`;
  const ask = (key: string, query = fresh()) => stage.service.ask({ query }, key);
  const calls = () => stage.simulator.calls().total;

  it(
    'gets its share of the calls, a 503 with Retry-After at once for the rest, and leaves room for others',
    async () => {
      const known = fresh();
      await ask(ACME_KEY, known);
      stage.simulator.behave({ latencyMs: CALL_MS });
      const before = calls();
      const flood = Array.from({ length: FLOOD }, () => ask(ACME_KEY));
      await until(() => calls() - before === SHARE);
      const modest = Array.from({ length: SHARE }, () => ask(RIVAL_KEY));
      expect((await ask(ACME_KEY, known)).body.cache_info.cache_hit).toBe(true);
      const answers = await Promise.all(flood);
      const refused = answers.filter(({ status }) => status === 503);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(SHARE);
      expect(refused).toHaveLength(FLOOD - SHARE);
      for (const { headers, body } of refused)
        expect([headers['retry-after'], body.code]).toEqual(['1', 'overloaded']);
      expect((await Promise.all(modest)).map(({ status }) => status)).toEqual(Array(SHARE).fill(200));
      expect(calls() - before).toBe(2 * SHARE);
    },
    LONG,
  );

  it('is refused before anything is paid for, and that is counted', async () => {
    const reasons = ['tenant-share', 'all-in-use'];
    const counts = reasons.map((why) => metricOf(stage.service, `ragcache_refusals_total{reason="${why}"}`));
    expect((await Promise.all(counts)).reduce((sum, count) => sum + count)).toBe(FLOOD - SHARE);
  });

  it('pays for failures of a model no more than a fifth on top', async () => {
    stage.simulator.behave({ status: 500 });
    const before = calls();
    for (let at = 0; at < FLOOD; at++) await ask(ACME_KEY);
    expect(calls() - before).toBeLessThanOrEqual(1.2 * FLOOD);
  });
});
