import { ACME_KEY, RIVAL_KEY } from '../stage.js';
import { type ConformanceStage, openConformanceStage } from './conformance.stage.js';
import { DIALECTS, freshModel } from './dialects.js';

const QUESTION = 'Where is the bicycle garage?';
const THEIRS = 'sk-ant-somebody-elses-key-0123456789';
/** Ways to send one key. */
const WAYS: readonly ((key: string) => Record<string, string>)[] = [
  (key) => ({ authorization: `Bearer ${key}` }),
  (key) => ({ 'x-api-key': key }),
  (key) => ({ 'api-key': key }),
  (key) => ({ 'x-goog-api-key': key }),
];
const PAIRS = WAYS.flatMap((ours) =>
  WAYS.filter((theirs) => theirs !== ours).map((theirs) => [ours, theirs] as const),
);

describe.each(DIALECTS)('credentials on the wire of %s', (_, dialect) => {
  let stage: ConformanceStage;
  beforeAll(async () => (stage = await openConformanceStage()));
  afterAll(() => stage.close());

  const ask = (headers: Record<string, string>) =>
    stage.post(dialect, dialect.ask(QUESTION, { model: freshModel() }), { key: null, headers });
  const sent = () => JSON.stringify(stage.upstream.last().headers);

  it.each(WAYS)('may come in any of the usual headers: %#', async (way) => {
    expect((await ask(way(ACME_KEY))).status).toBe(200);
    expect(sent()).not.toContain(ACME_KEY);
  });

  it("open the service beside somebody else's, and neither goes upstream", async () => {
    for (const [ours, theirs] of PAIRS) {
      const reply = await ask({ ...theirs(THEIRS), ...ours(ACME_KEY) });
      expect(reply.status).toBe(200);
      expect(sent()).not.toMatch(/acme-key|somebody-elses/);
      const configured = dialect.provider === 'openai' ? 'Bearer sk-simulated' : 'sk-ant-simulated';
      expect(sent()).toContain(configured);
    }
  });

  it("open nothing when all are somebody else's", async () => {
    const calls = stage.upstream.calls();
    for (const [one, other] of PAIRS) {
      const reply = await ask({ ...one(THEIRS), ...other('another-key-of-somebody-0123456789') });
      expect(reply.status).toBe(401);
      expect(reply.json()).toMatchObject(dialect.errorShape);
    }
    expect(stage.upstream.calls()).toBe(calls);
  });

  it('of two tenants in one request are refused in words', async () => {
    for (const [one, other] of PAIRS) {
      const reply = await ask({ ...one(ACME_KEY), ...other(RIVAL_KEY) });
      expect(reply.status).toBe(401);
      expect(reply.text).toContain('different tenants');
      expect(reply.text).not.toMatch(/acme|rival/);
    }
  });

  it('count before a body is read, and for the models', async () => {
    const url = new URL('/v1/models', stage.service.url);
    const given = { ...dialect.headers(null), authorization: `Bearer ${THEIRS}`, 'api-key': ACME_KEY };
    expect((await stage.get(url.pathname, given)).status).toBe(200);
    expect((await stage.get(url.pathname, { ...given, 'api-key': THEIRS })).status).toBe(401);
  });
});
