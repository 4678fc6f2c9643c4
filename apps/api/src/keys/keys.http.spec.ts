import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ACME, READER, ROOT, testApp } from '../../testing/test-app.js';
import { verifyChain } from '../audit/audit.chain.js';

const KEYS = '/api/v1/keys';
const STORED = { KEY_PEPPER: 'a-pepper-of-at-least-32-characters', KEY_STORE: 'memory' };
const ORDER = { tenant: 'search', scopes: ['query', 'read'] };

function callerOf(app: NestFastifyApplication) {
  return (method: 'GET' | 'POST' | 'DELETE', url: string, key: string, payload?: object) =>
    app.inject({ method, url, headers: { authorization: `Bearer ${key}` }, payload });
}

describe('the routes of keys', () => {
  let app: NestFastifyApplication;
  let call: ReturnType<typeof callerOf>;
  beforeAll(async () => {
    ({ app } = await testApp(STORED));
    call = callerOf(app);
  });
  afterAll(() => app.close());
  const issue = async (order: object, key = ROOT) => {
    const answer = await call('POST', KEYS, key, order);
    expect([answer.statusCode, answer.body]).toEqual([201, expect.any(String)]);
    return answer.json<Record<string, unknown> & { id: string; key: string }>();
  };

  it('make a key that opens what it was made for, in its own tenant', async () => {
    const limits = { requests_per_minute: 60, usd_per_day: 0.5 };
    const issued = await issue({ ...ORDER, limits, expires_at: '2099-01-01T01:00:00+01:00' });
    expect(issued).toEqual({
      ...{ id: expect.any(String), key: expect.stringContaining(`rc_${issued.id}_`) },
      ...{ ...ORDER, limits, created_at: expect.any(String), expires_at: '2099-01-01T00:00:00.000Z' },
    });
    expect((await call('GET', '/api/v1/stats', issued.key)).statusCode).toBe(200);
    const purge = await call('POST', '/api/v1/purge', issued.key, { all: true });
    expect([purge.statusCode, purge.json()]).toEqual([403, expect.objectContaining({ code: 'forbidden' })]);
  });

  it('show a key once: listed are only facts, of all tenants', async () => {
    const issued = [await issue(ORDER), await issue({ tenant: 'acme', scopes: ['admin'] })];
    const { body, headers } = await call('GET', KEYS, ROOT);
    for (const { id, key } of issued) {
      expect(body).toContain(id);
      expect(body).not.toContain(key.slice(-49, -6));
    }
    expect(body).not.toMatch(/digest|[0-9a-f]{64}/);
    expect(headers['cache-control']).toBe('private, no-store');
  });

  it('revoke a key at once, for ever, and say when', async () => {
    const { id, key } = await issue(ORDER);
    expect((await call('GET', '/api/v1/stats', key)).statusCode).toBe(200);
    for (let turn = 0; turn < 2; turn++)
      expect((await call('DELETE', `${KEYS}/${id}`, ROOT)).statusCode).toBe(204);
    const refused = await call('GET', '/api/v1/stats', key);
    expect([refused.statusCode, refused.headers['www-authenticate']]).toEqual([401, expect.any(String)]);
    const { keys } = (await call('GET', KEYS, ROOT)).json<{ keys: { id: string; revoked_at: string }[] }>();
    expect(keys.find((one) => one.id === id)?.revoked_at).toMatch(/^20..-/);
  });

  it.each(['nobody', 'a'.repeat(17), 'a'.repeat(300), '%00', '..%2f..'])('know no key %s', async (id) => {
    const answer = await call('DELETE', `${KEYS}/${id}`, ROOT);
    expect([answer.statusCode, answer.json()]).toEqual([404, expect.objectContaining({ code: 'not_found' })]);
  });

  it.each([
    [{}, ['scopes', 'tenant']],
    [{ ...ORDER, tenant: 'Search' }, ['tenant']],
    [{ ...ORDER, scopes: [] }, ['scopes']],
    [{ ...ORDER, scopes: ['root'] }, ['scopes']],
    [{ ...ORDER, expires_at: 'tomorrow' }, ['expires_at']],
    [{ ...ORDER, expires_at: '2027-13-01T00:00:00Z' }, ['expires_at']],
    [{ ...ORDER, expires_at: '2020-01-01T00:00:00Z' }, ['expires_at']],
    [{ ...ORDER, expires_at: null }, ['expires_at']],
    [{ ...ORDER, limits: { requests_per_minute: 0 } }, ['limits.requests_per_minute']],
    [{ ...ORDER, limits: { tokens_per_day: 1e12 } }, ['limits.tokens_per_day']],
    [{ ...ORDER, limits: { usd_per_day: -1 } }, ['limits.usd_per_day']],
    [{ ...ORDER, limits: { usd_per_minute: 1e9 } }, ['limits.usd_per_minute']],
    [{ ...ORDER, limits: { sheep: 1 } }, ['limits.sheep']],
    [{ ...ORDER, id: 'mine' }, ['id']],
  ])('refuse %j and name the field', async (order, paths) => {
    const answer = await call('POST', KEYS, ROOT, order);
    const { errors } = answer.json<{ errors: { path: string }[] }>();
    expect([answer.statusCode, errors.map(({ path }) => path).sort()]).toEqual([400, paths]);
  });

  it('are for admins alone', async () => {
    for (const key of [ACME, READER])
      for (const [method, url] of [
        ['POST', KEYS],
        ['GET', KEYS],
        ['DELETE', `${KEYS}/x`],
      ] as const)
        expect((await call(method, url, key, method === 'POST' ? ORDER : undefined)).statusCode).toBe(403);
  });

  it('let a stored admin make keys that end no later than it and have no wider limits', async () => {
    const ending = { tenant: 'acme', scopes: ['admin'], expires_at: '2098-01-01T00:00:00Z' };
    const { key } = await issue({ ...ending, limits: { concurrent: 4 } });
    const limited = { ...ORDER, limits: { concurrent: 4 }, expires_at: '2097-01-01T00:00:00Z' };
    await issue(limited, key);
    for (const [order, word] of [
      [{ ...limited, expires_at: undefined }, 'longer life'],
      [{ ...limited, expires_at: '2099-01-01T00:00:00Z' }, 'longer life'],
      [{ ...limited, limits: {} }, 'concurrent=4'],
    ] as const) {
      const answer = await call('POST', KEYS, key, order);
      expect([answer.statusCode, answer.json<{ detail: string }>().detail]).toEqual([
        ...[403, expect.stringContaining(word)],
      ]);
    }
  });

  it('tell nobody whether a key is unknown, wrong or revoked', async () => {
    const { id, key } = await issue(ORDER);
    await call('DELETE', `${KEYS}/${id}`, ROOT);
    const answers = await Promise.all(
      [key, `${key.slice(0, -1)}0`, 'rc_unknown', 'no key at all'].map((one) => call('GET', KEYS, one)),
    );
    const shapes = answers.map(({ statusCode, headers, json }) => {
      const { code, detail, title } = json<Record<string, string>>();
      return JSON.stringify([statusCode, Object.keys(headers).sort(), code, detail, title]);
    });
    expect(new Set(shapes).size).toBe(1);
  });
});

describe('the audit log', () => {
  it('has a line for every key that was made or revoked, and for every attempt to get more than one has', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ragcache-keys-audit-'));
    const AUDIT_LOG = join(folder, 'audit.jsonl');
    const { app } = await testApp({ ...STORED, AUDIT_LOG });
    const call = callerOf(app);
    const made = await call('POST', KEYS, ROOT, { ...ORDER, scopes: ['admin'], limits: { concurrent: 1 } });
    const { id, key } = made.json<{ id: string; key: string }>();
    expect((await call('POST', KEYS, key, ORDER)).statusCode).toBe(403);
    expect((await call('GET', KEYS, READER)).statusCode).toBe(403);
    await call('DELETE', `${KEYS}/${id}`, ROOT);
    await call('DELETE', `${KEYS}/nobody`, ROOT);
    await app.close();
    const text = readFileSync(AUDIT_LOG, 'utf8');
    rmSync(folder, { recursive: true });
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toMatchObject([
      { action: 'key.create', tenant: 'acme', target: { tenant: 'search' }, result: { key: id } },
      { action: 'access.denied', tenant: 'search', by: id, target: { scopes: ORDER.scopes } },
      { action: 'access.denied', tenant: 'acme', result: { needs: 'admin' } },
      { action: 'key.revoke', tenant: 'acme', target: { key: id } },
    ]);
    expect(verifyChain(text)).toEqual({ whole: true, records: 4 });
    expect(text).not.toContain(key.slice(-49, -6));
  });
});

describe('without a pepper', () => {
  it('keys are off, and the answer names the variable', async () => {
    const { app } = await testApp();
    const call = callerOf(app);
    for (const answer of [
      await call('GET', KEYS, ROOT),
      await call('POST', KEYS, ROOT, ORDER),
      await call('DELETE', `${KEYS}/${'a'.repeat(17)}`, ROOT),
    ])
      expect([answer.statusCode, answer.json()]).toEqual([
        503,
        expect.objectContaining({ code: 'keys_disabled', detail: expect.stringContaining('KEY_PEPPER') }),
      ]);
    await app.close();
  });
});
