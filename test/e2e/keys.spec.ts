import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type IssuedKey, issueKey, revokeKey, secretOf } from '../support/issued-keys.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/timing.js';
import { basics, openStage, type Stage } from './stage.js';

const ADMIN = 'admin-key-0123456789abcdefghij';
const CALLERS = 4;
/** Two processes start, with a model each. Milliseconds. */
const LONG = 120_000;
const SEARCH = { tenant: 'search', scopes: ['query', 'read'] };

/** Callers who ask without a pause, with the key that is right at the moment, at both replicas in turn. */
function startLoad(replicas: readonly Service[], keyNow: () => string) {
  const load = { answered: 0, failed: [] as number[] };
  let isOver = false;
  const call = async (first: number) => {
    for (let turn = first; !isOver; turn++) {
      const { status } = await replicas[turn % 2]!.request('GET', '/api/v1/stats', { key: keyNow() });
      if (status === 200) load.answered++;
      else load.failed.push(status);
    }
  };
  const calls = Promise.all(Array.from({ length: CALLERS }, (_, number) => call(number)));
  const stop = async () => {
    isOver = true;
    await calls;
    return load;
  };
  return { load, stop };
}

describe('stored keys', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ragcache-e2e-keys-'));
  let stage: Stage;
  let second: Service;
  const issued: IssuedKey[] = [];
  const settings = {
    ...{ KEY_PEPPER: 'a-pepper-of-at-least-32-characters', DATA_DIR: folder, LOG_LEVEL: 'debug' },
    API_KEYS: `ops:${ADMIN}:admin`,
  };
  beforeAll(async () => {
    stage = await openStage(settings);
    second = await startService({ ...basics(stage.simulator), ...settings });
  }, LONG);
  afterAll(async () => {
    await second.stop();
    await stage.close();
    rmSync(folder, { recursive: true });
  });

  const issue = async (order: Parameters<typeof issueKey>[2] = SEARCH) => {
    const key = await issueKey(stage.service, ADMIN, order);
    issued.push(key);
    return key;
  };
  const statusAt = async (service: Service, key: string) =>
    (await service.request('GET', '/api/v1/stats', { key })).status;

  it('open on every replica what they were made for, and see their own tenant alone', async () => {
    const [search, rival] = [await issue(), await issue({ ...SEARCH, tenant: 'rival' })];
    const query = 'Where do stored keys live?';
    expect((await stage.service.ask({ query }, search.key)).headers['x-cache-status']).toBe('MISS');
    expect((await stage.service.ask({ query }, search.key)).headers['x-cache-status']).toBe('HIT');
    expect((await stage.service.ask({ query }, rival.key)).headers['x-cache-status']).toBe('MISS');
    expect(await statusAt(second, search.key)).toBe(200);
    const purge = await second.request('POST', '/api/v1/purge', { key: search.key, body: { all: true } });
    expect(purge).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  });

  it('are a part of the health', async () => {
    const { body } = await stage.service.request('GET', '/health');
    expect(body).toMatchObject({ status: 'ok', parts: { keys: 'up' } });
  });

  it(
    'are rotated under load without one failed call',
    async () => {
      let current = await issue();
      const replicas = [stage.service, second];
      const { load, stop } = startLoad(replicas, () => current.key);
      for (let round = 0; round < 3; round++) {
        const before = load.answered;
        await until(() => load.answered > before + 20);
        const old = current;
        current = await issue();
        const switched = load.answered;
        // Whoever still holds the old key has finished by then.
        await until(() => load.answered > switched + 2 * CALLERS);
        expect((await revokeKey(stage.service, ADMIN, old.id)).status).toBe(204);
      }
      const { answered, failed } = await stop();
      expect([failed, answered > 60]).toEqual([[], true]);
    },
    LONG,
  );

  it('are refused everywhere soon after they were revoked, used meanwhile or not', async () => {
    const [busy, idle] = [await issue(), await issue()];
    for (const { key } of [busy, idle]) expect(await statusAt(second, key)).toBe(200);
    // The busy one last: the other replica may look between the two, and who obeys the later revocation has obeyed the one before.
    for (const { id } of [idle, busy]) await revokeKey(stage.service, ADMIN, id);
    expect(await statusAt(stage.service, busy.key)).toBe(401);
    await until(async () => (await statusAt(second, busy.key)) === 401);
    expect(await statusAt(second, idle.key)).toBe(401);
  });

  it('can be made and revoked from the command line, beside the running service', async () => {
    const keys = (...args: string[]) => runKeys(args, environmentOf(folder, settings));
    const { stdout, stderr } = await keys('create', '--tenant', 'search', '--scopes', 'read');
    const key = { key: stdout.trim(), id: stdout.split('_')[1]! };
    issued.push(key);
    expect(stderr).not.toContain(secretOf(key));
    expect(await statusAt(second, key.key)).toBe(200);
    expect((await keys('list')).stdout).toMatch(new RegExp(`${key.id} .*search .*in force`));
    await keys('revoke', key.id);
    await until(async () => (await statusAt(second, key.key)) === 401);
    await expect(keys('revoke', 'nobody')).rejects.toMatchObject({
      code: 1,
      stderr: 'There is no key nobody.\n',
    });
  });

  it('are written nowhere: not in a file, not in a log', () => {
    expect(issued.length).toBeGreaterThan(5);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter((name) => statSync(name).isFile());
    const dump = [
      stage.service.output(),
      second.output(),
      ...files.map((name) => readFileSync(name, 'latin1')),
    ];
    expect(dump.join('\n')).toContain(issued[0]!.id);
    for (const text of dump) for (const key of issued) expect(text.includes(secretOf(key))).toBe(false);
  });
});

/** As a service that `startService` started in this folder has it. */
function environmentOf(folder: string, settings: Readonly<Record<string, string>>): Record<string, string> {
  const { E2E_STORES, PATH = '' } = process.env;
  const shared = E2E_STORES ? (JSON.parse(E2E_STORES) as Record<string, string>) : {};
  return { PATH, ...shared, KEY_PREFIX: folder.split('/').at(-1)!, ...settings };
}

function runKeys(args: readonly string[], env: Record<string, string>) {
  const main = join(__dirname, '../../dist/apps/api/src/keys/cli/main.js');
  return promisify(execFile)(process.execPath, [main, ...args], { env });
}
