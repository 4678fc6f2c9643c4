import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ACME_KEY, RIVAL_KEY } from '../stage.js';
import { type ConformanceStage, openConformanceStage } from './conformance.stage.js';
import { ANTHROPIC, type Dialect, DIALECTS, OPENAI } from './dialects.js';

const ADMIN_KEY = 'ops-key-0123456789abcdefghijkl';
const WAYS = [false, true];
const CACHED = 100_000;
/** US dollars per million tokens. */
const PRICE = { input: 10, output: 0 };

describe('the price of what the prompt cache of the provider had', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ragcache-money-'));
  const MODELS_FILE = join(folder, 'models.json');
  let stage: ConformanceStage;
  beforeAll(async () => {
    const prices = { plain: PRICE, own: { ...PRICE, cached_input: 5 }, budgeted: PRICE };
    writeFileSync(MODELS_FILE, JSON.stringify({ prices }));
    stage = await openConformanceStage({
      ...{ MODELS_FILE, TENANT_LIMITS: 'rival:usd_per_day=1' },
      API_KEYS: `acme:${ACME_KEY},rival:${RIVAL_KEY},ops:${ADMIN_KEY}:metrics`,
    });
  });
  afterEach(() => stage.simulator.behave({}));
  afterAll(async () => {
    await stage.close();
    rmSync(folder, { recursive: true });
  });

  let questions = 0;
  const saved = async () => {
    const { body } = await stage.service.request('GET', '/api/v1/stats', { key: ACME_KEY });
    return body.totals.cost_saved_usd as number;
  };
  /** What a hit saves when so much of the prompt was cached. */
  const savedBy = async (dialect: Dialect, model: string, { cached = 0, stream = false, more = {} }) => {
    stage.simulator.behave({ say: { text: 'Yes.', cachedTokens: cached, ...more } });
    const body = dialect.ask(`Is that number ${++questions}?`, { model, stream });
    const before = await saved();
    expect((await stage.post(dialect, body)).cache).toBe('MISS');
    expect((await stage.post(dialect, body)).cache).toBe('HIT');
    return (await saved()) - before;
  };

  describe.each(DIALECTS)('on the wire of %s', (_, dialect) => {
    it.each(WAYS)('is what a hit saves (stream: %p)', async (stream) => {
      const none = await savedBy(dialect, 'plain', { stream });
      expect(none).toBeGreaterThan(0);
      const usual = (await savedBy(dialect, 'plain', { cached: CACHED, stream })) - none;
      expect(usual).toBeCloseTo(0.1, 3);
      const own = (await savedBy(dialect, 'own', { cached: CACHED, stream })) - none;
      expect(own).toBeCloseTo(0.5, 3);
    });
  });

  it('is higher for what Anthropic had to keep', async () => {
    const dialect = ANTHROPIC;
    const written = await savedBy(dialect, 'plain', { more: { cacheWriteTokens: CACHED } });
    expect(written).toBeCloseTo(1.25, 2);
  });

  it('is what budgets count', async () => {
    stage.simulator.behave({ say: { text: 'Yes.', cachedTokens: CACHED } });
    const statuses: number[] = [];
    for (let turn = 0; turn < 12; turn++) {
      const body = OPENAI.ask(`Is that budget ${turn}?`, { model: 'budgeted' });
      statuses.push((await stage.post(OPENAI, body, { key: RIVAL_KEY })).status);
    }
    // A dime each: ten are a dollar, and without the discount one would be.
    expect(statuses).toEqual([...Array<number>(10).fill(200), 429, 429]);
  });

  it('is null where a model has none, and such calls are counted', async () => {
    const ask = (model: string) =>
      stage.service.ask({ query: 'Is there a price?', provider: 'openai', model }, ACME_KEY);
    for (const model of ['nameless', 'plain']) await ask(model);
    expect((await ask('nameless')).body.cache_info.cost_saved_usd).toBeNull();
    expect((await ask('plain')).body.cache_info.cost_saved_usd).toBeGreaterThan(0);
    const { body } = await stage.service.request('GET', '/metrics', { key: ADMIN_KEY });
    expect(body).toContain('ragcache_unpriced_calls_total{provider="openai",model="other"} 1\n');
    expect(body).not.toContain('ragcache_unpriced_calls_total{provider="openai",model="plain"}');
  });
});
