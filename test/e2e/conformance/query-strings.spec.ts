import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { ACME_KEY, SEMANTIC } from '../stage.js';
import { type ConformanceStage, openConformanceStage } from './conformance.stage.js';
import { ANTHROPIC, DIALECTS, freshModel, OPENAI } from './dialects.js';
import { send } from './reply.js';

const QUESTION = 'Where is the bicycle garage?';
const ODD = '?beta=true&p=%27+%20&list[]=1&list[]=2&&pipe=a|b&tilde=~';

describe.each(DIALECTS)('a query string on the wire of %s', (_, dialect) => {
  let stage: ConformanceStage;
  beforeAll(async () => (stage = await openConformanceStage(SEMANTIC)));
  afterAll(() => stage.close());

  const ask = (query: string, model: string, more: object = {}) =>
    stage.post({ ...dialect, path: dialect.path + query }, dialect.ask(QUESTION, { model, ...more }));
  const asked = () => stage.upstream.last().url;

  it.each([false, true])('goes upstream byte for byte (stream: %p)', async (stream) => {
    for (const query of ['', '?beta=true', '?api-version=2024-10-21', ODD]) {
      expect((await ask(query, freshModel(), { stream })).status).toBe(200);
      expect(asked()).toBe(dialect.path + query);
    }
  });

  it('goes upstream of a body that is not looked into, too', async () => {
    const body = JSON.stringify(dialect.ask(QUESTION, { model: freshModel(), pad: 'word '.repeat(220_000) }));
    const reply = await stage.post({ ...dialect, path: `${dialect.path}?beta=true` }, body);
    expect([reply.status, reply.cache, asked()]).toEqual([200, 'BYPASS', `${dialect.path}?beta=true`]);
  });

  it('is part of identity, whatever it says; the order of its names is not', async () => {
    const model = freshModel();
    for (const query of ['', '?beta=true', '?beta=false', '?beta=true&x=1', '?beta=true&x=2&x=1'])
      expect([query, (await ask(query, model)).cache]).toEqual([query, 'MISS']);
    for (const query of ['', '?', '?beta=true', '?x=1&beta=true'])
      expect([query, (await ask(query, model)).cache]).toEqual([query, 'HIT']);
    expect((await ask('?beta=true&x=1&x=2', model)).cache).toBe('MISS');
  });

  it('goes upstream without credentials, which identity does not see either', async () => {
    const model = freshModel();
    const queries = [
      `?key=${ACME_KEY}&beta=true`,
      `?beta=true&api_key=${ACME_KEY}`,
      '?beta=true&api-key=sk-x',
    ];
    for (const query of queries) expect((await ask(query, model)).status).toBe(200);
    expect(stage.upstream.calls()).toBeGreaterThan(0);
    expect(asked()).toBe(`${dialect.path}?beta=true`);
    expect((await ask('?beta=true', model)).cache).toBe('HIT');
  });

  it('opens nothing', async () => {
    const path = `${dialect.path}?api_key=${ACME_KEY}&key=${ACME_KEY}`;
    const reply = await stage.post({ ...dialect, path }, dialect.ask(QUESTION), { key: null });
    expect(reply.status).toBe(401);
  });

  it('goes with the question for the models', async () => {
    const url = new URL(`/v1/models?limit=2&after=it's&key=${ACME_KEY}`, stage.service.url);
    await send(url, { method: 'GET', headers: dialect.headers(ACME_KEY) });
    expect(asked()).toBe('/v1/models?limit=2&after=it%27s');
  });

  it('goes upstream byte for byte, also with what a URL object would write in another way', async () => {
    const path = '/v1/models?q=it\'s&quoted="x"&sign=<>';
    const { hostname: host, port } = new URL(stage.service.url);
    const call = request({ host, port, path, headers: dialect.headers(ACME_KEY) }).end();
    const [answer] = (await once(call, 'response')) as [IncomingMessage];
    answer.resume();
    expect([answer.statusCode, asked()]).toEqual([200, path]);
  });
});

describe('a query string', () => {
  it('of the official SDKs reaches the provider', async () => {
    const stage = await openConformanceStage();
    const { openai, anthropic } = stage.sdks();
    const body = { model: freshModel(), messages: [{ role: 'user' as const, content: QUESTION }] };
    await openai.chat.completions.create(body, { query: { 'api-version': '2024-10-21' } });
    expect(stage.upstream.last().url).toBe(`${OPENAI.path}?api-version=2024-10-21`);
    await anthropic.beta.messages.create({ ...body, max_tokens: 9 }, { query: { beta: true } });
    expect(stage.upstream.last().url).toBe(`${ANTHROPIC.path}?beta=true`);
    await stage.close();
  });

  it('is in no log', async () => {
    const stage = await openConformanceStage({ LOG_LEVEL: 'trace' });
    const path = `${ANTHROPIC.path}?beta=secret-beta&key=${ACME_KEY}`;
    for (const key of [ACME_KEY, null]) await stage.post({ ...ANTHROPIC, path }, '{}', { key });
    expect(stage.service.output()).not.toMatch(/secret-beta|acme-key/);
    await stage.close();
  });
});
