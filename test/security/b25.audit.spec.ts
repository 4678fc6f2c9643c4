import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditedAction } from '../../apps/api/src/audit/audit.record.js';
import { ACME_KEY, basics } from '../e2e/stage.js';
import { type Service, startService } from '../support/service.js';
import { type Simulator, startSimulator } from '../support/simulator.js';
import { until } from '../support/timing.js';
import { apiDocument, concrete } from './documented.js';

const VERIFY = join(__dirname, '../../dist/apps/api/src/audit/main.js');
const ADMIN_KEY = 'acme-admin-0123456789abcdefghij';
const QUERY_KEY = 'acme-query-0123456789abcdefghij';
/** Routes that change something and are no administration: they answer questions. */
const NO_ADMINISTRATION = [
  ...['post /api/v1/query', 'post /v1/chat/completions', 'post /v1/responses', 'post /v1/messages'],
  ...['post /v1/responses/input_tokens', 'post /v1/messages/count_tokens'],
  ...['post /v1/embeddings', 'post /openai/deployments/{deployment}/chat/completions'],
];
const LONG = 60_000;

interface Line {
  readonly action: AuditedAction;
  readonly tenant: string;
  readonly by: string;
  readonly at: string;
  readonly target: Record<string, unknown>;
  readonly result: Record<string, unknown>;
  readonly request_id: string;
}

/** B25: administration is written down, all of it, and nothing of that can be altered unnoticed. */
describe('the audit log', () => {
  let simulator: Simulator;
  let service: Service;
  let folder: string;
  let file: string;
  const start = () =>
    startService({
      ...{ ...basics(simulator), DATA_DIR: folder, KEY_PEPPER: 'a-pepper-of-at-least-32-characters' },
      API_KEYS: `acme:${ACME_KEY},acme:${ADMIN_KEY}:admin,acme:${QUERY_KEY}:query`,
    });
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ragcache-audit-'));
    file = join(folder, 'audit.jsonl');
    simulator = await startSimulator();
    service = await start();
  }, LONG);
  afterAll(async () => {
    await service.stop();
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const lines = (): string[] => readFileSync(file, 'utf8').trim().split('\n');
  const record = async (requestId: string): Promise<Line> => {
    let found: Line | undefined;
    // A denial is written down while the answer is on its way.
    await until(() => {
      found = lines()
        .map((line) => JSON.parse(line) as Line)
        .find((line) => line.request_id === requestId);
      return found !== undefined;
    });
    return found!;
  };
  const known = async (query: string): Promise<string> => {
    for (;;) {
      const { entry_id } = (await service.ask({ query }, ACME_KEY)).body.cache_info;
      if (entry_id) return entry_id as string;
    }
  };
  const newKey = async () => {
    const body = { tenant: 'acme', scopes: ['read'] };
    return (await service.request('POST', '/api/v1/keys', { key: ADMIN_KEY, body })).body.id as string;
  };

  /** Everything that a caller can change, with what it is called in the log. A route that is not here fails the test below. */
  const DONE: Readonly<
    Record<string, readonly [AuditedAction, () => Promise<{ path: string; body?: object }>]>
  > = {
    'post /api/v1/purge': ['purge', async () => ({ path: '/api/v1/purge', body: { tags: ['safety'] } })],
    'delete /api/v1/entries/{id}': [
      'entry.delete',
      async () => ({ path: `/api/v1/entries/${await known('Where is the axe?')}` }),
    ],
    'post /api/v1/keys': [
      'key.create',
      async () => ({ path: '/api/v1/keys', body: { tenant: 'acme', scopes: ['read'] } }),
    ],
    'delete /api/v1/keys/{id}': ['key.revoke', async () => ({ path: `/api/v1/keys/${await newKey()}` })],
  };

  it('has a record of every operation that changes something, with who, what and the request', async () => {
    const { operations } = await apiDocument();
    const changing = operations
      .filter(({ method }) => !['get', 'head'].includes(method))
      .map(({ method, path }) => `${method} ${path}`);
    expect(new Set(changing)).toEqual(new Set([...Object.keys(DONE), ...NO_ADMINISTRATION]));
    for (const [operation, [action, prepare]] of Object.entries(DONE)) {
      const { path, body } = await prepare();
      const method = operation.split(' ')[0]!.toUpperCase();
      const answer = await service.request(method, path, { key: ADMIN_KEY, body });
      expect([operation, answer.status < 300]).toEqual([operation, true]);
      expect(await record(answer.headers['x-request-id']!)).toMatchObject({
        ...{ action, tenant: 'acme', by: expect.stringMatching(/^[0-9a-f]{8}$/) },
      });
    }
  });

  it.each([
    ['a purge', 'POST', '/api/v1/purge', { tags: ['safety'], query: 'Who holds the CANARY?' }],
    ['a deletion', 'DELETE', '/api/v1/entries/01K4ZB3N8T8Q0W6J7V2M5C9XRD', undefined],
  ])('has the number, the time and the result of %s, as its receipt has', async (_, method, path, body) => {
    const { headers, body: answer } = await service.request(method, path, { key: ADMIN_KEY, body });
    const number = Number(headers['x-cache-purge'] ?? answer.number);
    const { result, by, at } = await record(headers['x-request-id']!);
    const receipt = await service.request('GET', `/api/v1/purges/${number}`, { key: ADMIN_KEY });
    expect(receipt.body).toMatchObject({ number, by, ...result });
    expect(result).toEqual({ number, at: expect.any(String), purged: expect.any(Number), done: true });
    expect(Math.abs(Date.parse(at) - Date.parse(String(result.at)))).toBeLessThan(5_000);
    expect(lines().join()).not.toContain('CANARY');
  });

  it('has a record of every attempt that was denied', async () => {
    const { operations } = await apiDocument();
    let denied = 0;
    for (const { method, path } of operations) {
      const body = method === 'post' ? {} : undefined;
      const options = { key: QUERY_KEY, body };
      const { status, headers } = await service.request(method.toUpperCase(), concrete(path), options);
      const isAdministration = `${method} ${path}` in DONE || path.startsWith('/api/v1/keys');
      if (isAdministration) expect([path, status]).toEqual([path, 403]);
      if (!isAdministration) continue;
      denied++;
      expect(await record(headers['x-request-id']!)).toMatchObject({
        action: 'access.denied',
        target: { route: path.replace('{id}', ':id') },
      });
    }
    // The list of keys changes nothing and may be asked for with GET and HEAD.
    expect(denied).toBe(Object.keys(DONE).length + 2);
  });

  const verify = (text: string) => {
    const copy = join(folder, 'copy.jsonl');
    writeFileSync(copy, text);
    const { status, stdout, stderr } = spawnSync(process.execPath, [VERIFY, copy], { encoding: 'utf8' });
    return { status, said: (stdout + stderr).trim() };
  };

  it(
    'shows the exact line that was altered, left out or put in, wherever that is',
    async () => {
      const all = lines();
      expect(all.length).toBeGreaterThan(8);
      expect(verify(all.join('\n'))).toMatchObject({
        status: 0,
        said: expect.stringContaining(`whole, ${all.length}`),
      });
      for (const [at, line] of all.entries()) {
        const broken: [string[], number][] = [
          [all.with(at, line.replace('"acme"', '"ajax"')), at + 1],
          [all.with(at, line.replace(/"at":"20/, '"at":"19')), at + 1],
          [all.toSpliced(at, 0, line), at + 2],
        ];
        // Whether the last one is missing only its hash can tell, kept elsewhere.
        if (at < all.length - 1) broken.push([all.toSpliced(at, 1), at + 1]);
        for (const [text, number] of broken)
          expect(verify(text.join('\n'))).toMatchObject({
            status: 1,
            said: expect.stringContaining(`line ${number} `),
          });
      }
    },
    LONG,
  );

  it(
    'is gone on with after a crash',
    async () => {
      const before = lines();
      await service.kill();
      service = await start();
      await service.request('POST', '/api/v1/purge', { key: ADMIN_KEY, body: { all: true } });
      const after = lines();
      expect(after.slice(0, before.length)).toEqual(before);
      expect(verify(after.join('\n')).status).toBe(0);
    },
    LONG,
  );
});
