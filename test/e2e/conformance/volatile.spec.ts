import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ACME_KEY } from '../stage.js';
import { type ConformanceStage, openConformanceStage } from './conformance.stage.js';
import { ANTHROPIC, type Dialect, DIALECTS, freshModel, OPENAI, RESPONSES } from './dialects.js';

const LONG = 60_000;
const TTL = 300;
const CITED = {
  OpenAI: { citations: [{ type: 'url_citation', url_citation: { url: 'https://example.com' } }] },
  Responses: { citations: [{ type: 'url_citation', url: 'https://example.com', title: 'It' }] },
  Anthropic: { sealedBlocks: [{ type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: {} }] },
};
const SEARCHES: readonly (readonly [string, Dialect, object])[] = [
  ['web_search_options', OPENAI, { web_search_options: {} }],
  ['a search model', OPENAI, { model: 'gpt-4o-search-preview' }],
  ['web_search', ANTHROPIC, { tools: [{ type: 'web_search_20250305', name: 'web_search' }] }],
  ['a search model of Responses', RESPONSES, { model: 'gpt-4o-search-preview' }],
  ['web_fetch', ANTHROPIC, { tools: [{ type: 'web_fetch_20250910', name: 'web_fetch' }] }],
];

describe.each(DIALECTS)('what the moment decides, as %s says it', (name, dialect) => {
  let stage: ConformanceStage;
  beforeAll(async () => (stage = await openConformanceStage({ SEMANTIC_MODE: 'off' })), LONG);
  afterAll(() => stage.close());
  afterEach(() => stage.simulator.behave({}));

  const post = async (body: object, headers?: Record<string, string>) => {
    const { headers: answered } = await stage.post(dialect, body, { headers });
    return String(answered['cache-status']);
  };
  const ask = (question: string, more: object = {}) =>
    dialect.ask(question, { model: freshModel(), ...more });
  const ttlOf = (status: string) => Number(/ttl=(\d+)/.exec(status)?.[1]);

  it('is kept for a short while, and says so', async () => {
    const body = ask("What is today's date?");
    expect(await post(body)).toBe('ragcache; fwd=miss; stored; rule="volatile"');
    const hit = await post(body);
    expect(hit).toMatch(/^ragcache; hit; ttl=\d+; detail=exact; rule="volatile"$/);
    expect(ttlOf(hit)).toBeLessThanOrEqual(TTL);
  });

  it('leaves other questions their day', async () => {
    const body = ask('How do I bake bread?');
    expect(await post(body)).toBe('ragcache; fwd=miss; stored');
    expect(ttlOf(await post(body))).toBeGreaterThan(70_000);
  });

  it('lives as long as its caller wants', async () => {
    const body = ask('What is the weather in Oslo?');
    expect(await post(body, { 'x-cache-ttl': '7200' })).toBe('ragcache; fwd=miss; stored');
    expect(ttlOf(await post(body, { 'x-cache-ttl': '7200' }))).toBeGreaterThan(6_000);
    // To a caller without such a wish it is of that age or none; a fresh one is young enough.
    expect(await post(body)).toMatch(/hit; .*rule="volatile"$/);
  });

  it('is told apart by the answer when that shows a search', async () => {
    stage.simulator.behave({ say: { text: 'Found it.', ...CITED[name as keyof typeof CITED] } });
    for (const stream of [false, true]) {
      const body = ask('Who built the tower?', { stream });
      const { headers, text } = await stage.post(dialect, body);
      const told = stream ? text : String(headers['cache-status']);
      expect(told).toContain('ragcache; fwd=miss; stored; rule="web-search"');
      expect(ttlOf(await post({ ...body, stream: false }))).toBeLessThanOrEqual(TTL);
    }
  });

  it('is what a request for a search asks for', async () => {
    for (const [, , more] of SEARCHES.filter(([, wanted]) => wanted === dialect)) {
      const body = ask(`Who built the tower of ${freshModel()}?`, more);
      expect(await post(body)).toContain('rule="web-search"');
      expect(ttlOf(await post(body))).toBeLessThanOrEqual(TTL);
    }
  });
});

describe('VOLATILE_TTL_SECONDS', () => {
  const open = (ttl: string) => openConformanceStage({ SEMANTIC_MODE: 'off', VOLATILE_TTL_SECONDS: ttl });
  const statusOf = async (stage: ConformanceStage, body: object, headers = {}) =>
    String((await stage.post(OPENAI, body, { headers })).headers['cache-status']);
  const today = () => OPENAI.ask('What day is it today?', { model: freshModel() });

  it(
    '0 keeps nothing that the moment decides, and says why',
    async () => {
      const stage = await open('0');
      const body = today();
      const never = 'ragcache; fwd=miss; detail=volatile; rule="volatile"';
      expect([await statusOf(stage, body), await statusOf(stage, body)]).toEqual([never, never]);
      expect(stage.upstream.calls()).toBe(2);
      const answer = await stage.service.ask({ query: 'What day is it today?' }, ACME_KEY);
      expect(answer.headers['cache-status']).toBe(never);
      const only = await stage.post(OPENAI, body, { headers: { 'cache-control': 'only-if-cached' } });
      expect(only.status).toBe(504);
      stage.simulator.behave({ say: { text: 'Found it.', ...CITED.OpenAI } });
      const searched = OPENAI.ask('Who built it?', { model: freshModel() });
      expect(await statusOf(stage, searched)).toBe('ragcache; fwd=miss; detail=volatile; rule="web-search"');
      expect(await statusOf(stage, searched)).toContain('fwd=miss');
      stage.simulator.behave({});
      expect(await statusOf(stage, today(), { 'x-cache-ttl': '60' })).toBe('ragcache; fwd=miss; stored');
      await stage.close();
    },
    LONG,
  );

  it(
    'a second is a second; as long as all others it is no rule at all',
    async () => {
      const [short, off] = [await open('1'), await open('86400')];
      const body = today();
      await statusOf(short, body);
      await wait(1_200);
      expect(await statusOf(short, body)).toContain('fwd=miss; stored');
      expect(await statusOf(off, body)).toBe('ragcache; fwd=miss; stored');
      await Promise.all([short.close(), off.close()]);
    },
    LONG,
  );
});

describe('CACHE_RULES_FILE', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ragcache-rules-'));
  const file = join(folder, 'rules.json');
  let stage: ConformanceStage;
  const rules = [
    { name: 'secrets', match: { pattern: String.raw`\bproject [A-Z]\d{3}\b` }, mode: 'off' },
    {
      name: 'prices',
      match: { words: ['price*'], routes: ['query'] },
      ttl: 60,
      mode: 'exact',
      tags: ['prices'],
    },
    { name: 'no-drafts', match: { models: ['draft-*'] }, ttl: 0 },
    { name: 'tagged', match: { words: ['canteen'] }, tags: ['canteen'] },
  ];
  beforeAll(async () => {
    writeFileSync(file, JSON.stringify({ disable: ['web-search'], rules }));
    const API_KEYS = `acme:${ACME_KEY}:query+purge+metrics`;
    stage = await openConformanceStage({ SEMANTIC_MODE: 'off', CACHE_RULES_FILE: file, API_KEYS });
  }, LONG);
  afterAll(async () => {
    await stage.close();
    rmSync(folder, { recursive: true });
  });
  const query = async (text: string, more: object = {}) =>
    (await stage.service.ask({ query: text, ...more }, ACME_KEY)).headers['cache-status'];

  it('decides about mode, life and tags, by name', async () => {
    expect(await query('Who leads project K123?')).toBe(
      'ragcache; fwd=bypass; detail=rule-off; rule="secrets"',
    );
    expect(await query('List the prices.')).toBe('ragcache; fwd=miss; stored; rule="prices"');
    expect(await query('list the prices')).toBe('ragcache; fwd=miss; stored; rule="prices"');
    expect(await query('List the prices.', { cache: { ttl: 3_600 } })).toMatch(
      /hit; ttl=[1-6]?\d; .*rule="prices"$/,
    );
    expect(await query('What is kept?', { model: 'draft-1' })).toBe(
      'ragcache; fwd=miss; detail=volatile; rule="no-drafts"',
    );
    const purged = await stage.service.request('POST', '/api/v1/purge', {
      ...{ key: ACME_KEY, body: { tags: ['prices'] } },
    });
    expect(purged.body.purged).toBe(2);
  });

  it('leaves the built-in life to rules that name none, and switches off what it disables', async () => {
    expect(await query('What does the canteen serve today?')).toContain('rule="tagged+volatile"');
    const body = OPENAI.ask('Who built it?', { web_search_options: {} });
    const { headers } = await stage.post(OPENAI, body);
    expect(headers['cache-status']).toBe('ragcache; fwd=miss; stored');
  });

  it('is counted by name', async () => {
    await query('What is the price today?');
    const metrics = await stage.service.request('GET', '/metrics', { key: ACME_KEY });
    expect(metrics.body).toMatch(/ragcache_rules_total\{reason="prices"\} \d/);
  });
});
