import { hash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { formatKey, newApiKey } from '@app/access/testing';
import { ACME, ROOT, testApp, type TestApp } from '../../apps/api/testing/test-app.js';
import { type IssuedKey, secretOf } from '../support/issued-keys.js';
import { until } from '../support/timing.js';

const ORDER = { tenant: 'search', scopes: ['read'] };

/** That unknown and wrong keys cost the same look-ups and digests is counted in libs/access/src/known/known-keys.spec.ts. */
describe('B6: stored keys', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ragcache-b06-'));
  const settings = { KEY_PEPPER: 'a-pepper-of-at-least-32-characters', DATA_DIR: folder };
  const issued: IssuedKey[] = [];
  let replicas: [TestApp, TestApp];
  beforeAll(async () => {
    replicas = [await testApp(settings), await testApp(settings)];
  });
  afterAll(async () => {
    for (const { app } of replicas) await app.close();
    rmSync(folder, { recursive: true });
  });

  const as = (key: string) => ({ authorization: `Bearer ${key}` });
  const issue = async () => {
    const order = { method: 'POST', url: '/api/v1/keys', headers: as(ROOT), payload: ORDER } as const;
    const key = (await replicas[0].app.inject(order)).json<IssuedKey>();
    issued.push(key);
    return key;
  };
  const revoke = ({ id }: IssuedKey) =>
    replicas[0].app.inject({ method: 'DELETE', url: `/api/v1/keys/${id}`, headers: as(ROOT) });
  const statusAt = async ({ app }: TestApp, key: string) =>
    (await app.inject({ url: '/api/v1/stats', headers: as(key) })).statusCode;

  it('are 256 random bits behind a prefix, an id and a checksum', async () => {
    for (let turn = 0; turn < 5; turn++) {
      const { id, key } = await issue();
      expect(key).toMatch(new RegExp(`^rc_${id}_[0-9A-Za-z]{43}[0-9A-Za-z]{6}$`));
    }
    expect(new Set(issued.map(secretOf)).size).toBe(5);
  });

  it('are in no file, nor is a hash that can be tried without the pepper', () => {
    const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
    expect(files.some((text) => text.includes(issued[0]!.id))).toBe(true);
    for (const key of issued)
      for (const text of [key.key, secretOf(key)])
        for (const trace of [text, hash('sha256', text, 'hex')])
          expect(files.filter((file) => file.includes(trace))).toEqual([]);
  });

  it('rotate under load with no failed call: two of a tenant are in force at a time', async () => {
    let current = await issue();
    let isOver = false;
    const statuses: number[] = [];
    const caller = async (replica: TestApp) => {
      while (!isOver) {
        statuses.push(await statusAt(replica, current.key));
        // Injected calls never leave the tick by themselves, and others want to run.
        await nextTurn();
      }
    };
    const callers = replicas.flatMap((replica) => [caller(replica), caller(replica)]);
    for (let round = 0; round < 5; round++) {
      const old = current;
      current = await issue();
      const switched = statuses.length;
      await until(() => statuses.length > switched + 8);
      expect((await revoke(old)).statusCode).toBe(204);
    }
    isOver = true;
    await Promise.all(callers);
    expect(statuses.filter((status) => status !== 200)).toEqual([]);
  });

  it('open nothing on any replica 5 seconds after they were revoked', async () => {
    const key = await issue();
    for (const replica of replicas) expect(await statusAt(replica, key.key)).toBe(200);
    await revoke(key);
    expect(await statusAt(replicas[0], key.key)).toBe(401);
    await wait(5_000);
    expect(await statusAt(replicas[1], key.key)).toBe(401);
  });

  it('answer the same for a revoked key, a wrong secret, an unknown key and rubbish', async () => {
    const [key, other] = [await issue(), await issue()];
    await revoke(key);
    const wrongSecret = formatKey({ id: other.id, secret: newApiKey().secret });
    const unknown = formatKey(newApiKey());
    const answers = [];
    for (const text of [key.key, wrongSecret, unknown, `${ACME}x`, 'rubbish', 'rc_0_0']) {
      const headers = { ...as(text), 'x-request-id': 'same' };
      const answer = await replicas[1].app.inject({ url: '/api/v1/stats', headers });
      answers.push({
        status: answer.statusCode,
        body: answer.body,
        headers: { ...answer.headers, date: '' },
      });
    }
    expect(answers[0]!.status).toBe(401);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });
});
