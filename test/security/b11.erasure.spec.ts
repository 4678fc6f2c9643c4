import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyChain } from '../../apps/api/src/audit/audit.chain.js';
import { shortDigest } from '@app/core';
import { ACME_KEY, basics } from '../e2e/stage.js';
import { startService, type Service } from '../support/service.js';
import { startSimulator, type Simulator } from '../support/simulator.js';
import { until } from '../support/timing.js';

const LONG = 120_000;
const SECOND_KEY = 'acme-second-0123456789abcdefgh';

/** B11, B12, B25: what is to be forgotten is forgotten, by whatever it is named, and it is written down. */
describe('erasure', () => {
  let simulator: Simulator;
  let service: Service;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ragcache-erasure-'));
    simulator = await startSimulator();
    const API_KEYS = `acme:${ACME_KEY},acme:${SECOND_KEY}:query`;
    service = await startService({ ...basics(simulator), API_KEYS, DATA_DIR: folder });
  }, LONG);
  afterAll(async () => {
    await service.stop();
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const ask = (body: object, key = ACME_KEY) => service.ask(body, key);
  const purge = (body: object) => service.request('POST', '/api/v1/purge', { key: ACME_KEY, body });
  const isHit = async (body: object, key?: string) =>
    (await ask(body, key)).body.cache_info.cache_hit as boolean;
  const learn = async (body: object, key?: string) => {
    while (!(await isHit(body, key)));
  };
  const records = () => {
    const text = readFileSync(join(folder, 'audit.jsonl'), 'utf8');
    return text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  };

  it('by question, to the letter, under any profile, and of nothing else', async () => {
    const query = 'What does Jane Doe earn?';
    const [plain, other] = [{ query }, { query, system: 'Answer in French.' }];
    const neighbour = { query: 'What does John Doe earn?' };
    for (const body of [plain, other, neighbour]) await learn(body);
    const { body } = await purge({ query });
    expect(body).toMatchObject({ purged: 2, done: true, receipt: expect.any(String) });
    expect([await isHit(neighbour), await isHit(plain), await isHit(other)]).toEqual([true, false, false]);
  });

  it('by the key that wrote it', async () => {
    const body = { query: 'How do I reset my badge?', namespace: 'poisoned' };
    await learn(body, SECOND_KEY);
    const writer = shortDigest(SECOND_KEY);
    expect((await purge({ writer })).body.purged).toBeGreaterThanOrEqual(1);
    expect(await isHit(body)).toBe(false);
  });

  it('by a tag that names a subject', async () => {
    const body = { query: 'Which plan does the customer have?', cache: { tags: ['subject:4711'] } };
    await learn(body);
    expect((await purge({ tags: ['subject:4711'] })).body.purged).toBe(1);
    expect(await isHit(body)).toBe(false);
  });

  it('is written down: who, what, with which result, and no text of anybody', async () => {
    const { body, headers } = await purge({ tags: ['CANARY-tag'], namespace: 'CANARY' });
    const record = records().find(({ id }) => id === body.receipt);
    expect(record).toMatchObject({
      ...{ action: 'purge', tenant: 'acme', request_id: headers['x-request-id'] },
      result: { purged: 0, done: true, number: body.number, at: body.at },
      by: expect.stringMatching(/^[0-9a-f]{8}$/),
    });
    const text = readFileSync(join(folder, 'audit.jsonl'), 'utf8');
    expect(text).not.toMatch(/CANARY|Jane|4711/);
    expect(verifyChain(text)).toMatchObject({ whole: true });
    expect(statSync(join(folder, 'audit.jsonl')).mode & 0o777).toBe(0o600);
  });

  it('that was tried without the right is written down, too', async () => {
    const denied = await service.request('POST', '/api/v1/purge', { key: SECOND_KEY, body: { all: true } });
    expect(denied.status).toBe(403);
    await until(() => records().at(-1)!.action === 'access.denied');
    expect(records().at(-1)).toMatchObject({
      ...{ target: { route: '/api/v1/purge' }, result: { needs: 'purge' } },
    });
  });

  it(
    'leaves no text in any file once the service has stopped',
    async () => {
      const body = { query: 'CANARY-question about Jane Doe?' };
      await learn(body);
      expect((await purge({ all: true })).status).toBe(200);
      await service.stop();
      const files = readdirSync(folder).filter((name) => !name.endsWith('.jsonl'));
      for (const name of files)
        expect(readFileSync(join(folder, name)).includes('CANARY-question')).toBe(false);
    },
    LONG,
  );
});
