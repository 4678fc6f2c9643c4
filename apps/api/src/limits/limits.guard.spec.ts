import { ACME, GLOBEX, READER, testApp, type TestApp } from '../../testing/test-app.js';

const LIMITS = 'acme:requests_per_minute=4;usd_per_day=0.5,globex:concurrent=2';
const QUESTION = { query: 'How many?' };

describe('LimitsGuard', () => {
  let service: TestApp;
  beforeEach(async () => {
    service = await testApp({ KEY_LIMITS: LIMITS, TENANT_LIMITS: 'acme:requests_per_minute=7' });
  });
  afterEach(() => service.app.close());

  const ask = (key: string, payload: unknown = QUESTION) =>
    service.app.inject({
      ...{ method: 'POST', url: '/api/v1/query', headers: { 'x-api-key': key }, payload: payload as object },
    });

  it('lets the limit through at once, tells how it stands, and then says when to come back', async () => {
    const answers = [];
    for (let call = 0; call < 5; call++) answers.push(await ask(ACME));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 429]);
    expect(answers[0]!.headers).toMatchObject({
      'ratelimit-policy':
        '"requests_per_minute";q=4;w=60, "usd_per_day";q=500000;w=86400;qu="micro-usd", "tenant_requests_per_minute";q=7;w=60',
      ratelimit: '"requests_per_minute";r=3;t=15, "tenant_requests_per_minute";r=6;t=9',
    });
    expect(answers[4]!.headers).toMatchObject({
      ...{ 'retry-after': '15', ratelimit: '"requests_per_minute";r=0;t=15' },
      'content-type': 'application/problem+json; charset=utf-8',
    });
    expect(answers[4]!.json()).toMatchObject({
      ...{ type: 'urn:ragcache:problem:rate_limited', status: 429, code: 'rate_limited' },
      detail: 'The limit requests_per_minute=4 of this key is used up. Try again in 15 seconds.',
    });
  });

  it('counts a request whose body is no good, and frees its place', async () => {
    const send = async (key: string, payload: string) => {
      const headers = { 'x-api-key': key, 'content-type': 'application/json' };
      return (await service.app.inject({ method: 'POST', url: '/api/v1/query', headers, payload }))
        .statusCode;
    };
    const statuses = [];
    for (const payload of ['{', '[]', '{}', `"${'x'.repeat(2_000_000)}"`, '{'])
      statuses.push(await send(ACME, payload));
    expect(statuses).toEqual([400, 400, 400, 413, 429]);
    for (let call = 0; call < 5; call++) expect(await send(GLOBEX, '{')).toBe(400);
  });

  it('counts the requests of all keys of a tenant together, and not those of another', async () => {
    for (let call = 0; call < 4; call++) await ask(ACME);
    const statuses = [];
    for (let call = 0; call < 4; call++) statuses.push((await ask(READER)).statusCode);
    // This key may not ask; that it tried counts all the same.
    expect(statuses).toEqual([403, 403, 403, 429]);
    expect((await ask(READER)).json()).toMatchObject({
      detail: expect.stringContaining('requests_per_minute=7 of this tenant') as string,
    });
    expect((await ask(GLOBEX)).statusCode).toBe(200);
  });

  it('leaves health alone, and counts nobody without a key', async () => {
    for (let call = 0; call < 9; call++) {
      const health = await service.app.inject({ url: '/health/ready' });
      expect([health.statusCode, health.headers['ratelimit-policy']]).toEqual([200, undefined]);
      expect((await ask('nobody')).statusCode).toBe(401);
    }
    expect((await ask(ACME)).statusCode).toBe(200);
  });

  it('answers so many at once and no more, until one of them has its answer', async () => {
    const { parts } = service;
    let finish: () => void = () => undefined;
    const { answer } = parts;
    parts.answer = async (...call) => {
      await new Promise<void>((resolve) => (finish = resolve));
      return answer(...call);
    };
    const [one, two] = [ask(GLOBEX), ask(GLOBEX)];
    while (parts.commands.length < 2) await new Promise((resolve) => setImmediate(resolve));
    const refused = await ask(GLOBEX);
    expect(refused.json()).toMatchObject({ code: 'rate_limited' });
    expect(refused.headers).toMatchObject({
      ...{ 'retry-after': '1', 'ratelimit-policy': '"concurrent";q=2;qu="concurrent-requests"' },
      ratelimit: '"concurrent";r=0;t=1',
    });
    finish();
    await two;
    parts.answer = answer;
    expect((await ask(GLOBEX)).statusCode).toBe(200);
    void one;
  });

  it('hands the use case the account of who has limits, and none of who has none', async () => {
    await service.app.close();
    service = await testApp({ KEY_LIMITS: 'acme:tokens_per_day=5' });
    const limited = await ask(ACME);
    expect([limited.headers['ratelimit-policy'], limited.headers['ratelimit']]).toEqual([
      '"tokens_per_day";q=5;w=86400;qu="tokens"',
      undefined,
    ]);
    const free = await ask(GLOBEX);
    expect(free.headers).not.toHaveProperty('ratelimit-policy');
    expect(service.parts.commands.map(({ account }) => account !== undefined)).toEqual([true, false]);
  });
});
