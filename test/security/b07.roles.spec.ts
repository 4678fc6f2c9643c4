import type { KeyScope } from '@app/access';
import { anEntry } from '@app/core/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { apiDocument } from '../../apps/api/src/documentation/api-document.js';
import { RouteTable } from '../../apps/api/src/http/route-table.js';
import type { FakeParts } from '../../apps/api/testing/fake-parts.js';
import { testApp } from '../../apps/api/testing/test-app.js';
import { listedRoles, storedRoles, type Role } from './roles.js';

/** Who may do what. A route that is not here, or a row without a route, fails the test. */
const TABLE: Readonly<Record<string, KeyScope | 'public'>> = {
  'POST /api/v1/query': 'query',
  'POST /v1/chat/completions': 'query',
  'POST /v1/responses': 'query',
  'POST /v1/responses/input_tokens': 'query',
  'POST /v1/messages': 'query',
  'POST /v1/messages/count_tokens': 'query',
  'POST /v1/embeddings': 'query',
  'POST /openai/deployments/{deployment}/chat/completions': 'query',
  'GET /v1/models': 'query',
  'GET /api/v1/entries/{id}': 'read',
  'GET /api/v1/stats': 'read',
  'DELETE /api/v1/entries/{id}': 'purge',
  'POST /api/v1/purge': 'purge',
  'GET /api/v1/purges/{number}': 'purge',
  'GET /metrics': 'metrics',
  'POST /api/v1/keys': 'admin',
  'GET /api/v1/keys': 'admin',
  'DELETE /api/v1/keys/{id}': 'admin',
  'GET /': 'public',
  'GET /health': 'public',
  'GET /health/live': 'public',
  'GET /health/ready': 'public',
  'HEAD /': 'public',
  'HEAD /v1/models': 'query',
  'HEAD /api/v1/entries/{id}': 'read',
  'HEAD /api/v1/purges/{number}': 'purge',
  'HEAD /api/v1/stats': 'read',
  'HEAD /metrics': 'metrics',
  'HEAD /api/v1/keys': 'admin',
  'HEAD /health': 'public',
  'HEAD /health/live': 'public',
  'HEAD /health/ready': 'public',
  'GET /v1/*': 'query',
  'HEAD /v1/*': 'query',
  'POST /v1/*': 'query',
  'PUT /v1/*': 'query',
  'PATCH /v1/*': 'query',
  'DELETE /v1/*': 'query',
};
/** Every other path of the providers. OpenAPI has no path for them. */
const PASSED = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'].map((method) => `${method} /v1/*`);
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
type Method = (typeof METHODS)[number];

/** Bodies that their routes take. */
const BODIES: Readonly<Record<string, object>> = {
  'POST /api/v1/query': { query: 'Why?' },
  'POST /api/v1/purge': { all: true },
  'POST /api/v1/keys': { tenant: 'acme', scopes: ['read'] },
};

const SETTINGS = { KEY_PEPPER: 'a-pepper-of-at-least-32-characters', KEY_STORE: 'memory' };
const acme = listedRoles('acme');
const globex = listedRoles('globex');
const may = ({ scopes }: Role, scope: string) =>
  scopes.includes(scope as KeyScope) || scopes.includes('admin');
const onlyWith = (roles: readonly Role[], scope: KeyScope) =>
  roles.find(({ scopes }) => scopes.join() === scope)!;

describe('B7: every role on every route', () => {
  let app: NestFastifyApplication;
  let parts: FakeParts;
  let operations: string[];
  let roles: Role[];
  const admin = onlyWith(globex.roles, 'admin');
  const mine = anEntry({ tenant: 'globex' });
  const theirs = anEntry({ tenant: 'acme' });

  beforeAll(async () => {
    ({ app, parts } = await testApp({ ...SETTINGS, API_KEYS: `${acme.apiKeys},${globex.apiKeys}` }));
    for (const entry of [mine, theirs]) parts.entries.set(entry.id, entry);
    const documented = Object.entries(apiDocument(app).paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    operations = [...documented, ...PASSED];
    roles = [...globex.roles, ...(await storedRoles(app, admin.key, 'globex'))];
  });
  afterAll(() => app.close());

  const send = (operation: string, { key }: Pick<Role, 'key'>, id: string = mine.id) => {
    const [method, path] = operation.split(' ') as [Method, string];
    const headers = { authorization: `Bearer ${key}` };
    const url = path.replace('{id}', id).replace('{number}', `${parts.purge.number}`);
    return app.inject({ method, url, headers, payload: BODIES[operation] });
  };
  const post = (url: string, { key }: Pick<Role, 'key'>, payload: object) =>
    app.inject({ method: 'POST', url, headers: { authorization: `Bearer ${key}` }, payload });

  it('the table has a row for every documented route and no other, and every route is documented', () => {
    expect([...operations].sort()).toEqual(Object.keys(TABLE).sort());
    const served = app.get(RouteTable).all();
    expect(served.map((route) => route.replace(/:(\w+)/, '{$1}')).sort()).toEqual([...operations].sort());
  });

  it('a role may what the table says, and nothing else: anything more is 403', async () => {
    expect(roles).toHaveLength(16);
    for (const operation of operations)
      for (const role of roles) {
        const { statusCode } = await send(operation, role);
        const scope = TABLE[operation]!;
        const isOpen = scope === 'public' || may(role, scope);
        const seen = { forbidden: statusCode === 403, unauthenticated: statusCode === 401 };
        expect({ operation, role: role.name, ...seen }).toEqual({
          ...{ operation, role: role.name, forbidden: !isOpen, unauthenticated: false },
        });
      }
  });

  it('no role has a method that a path does not have', async () => {
    const paths = new Set(operations.map((operation) => operation.split(' ')[1]!));
    // Below /v1 every method is passed on, and has a row of its own.
    for (const path of [...paths].filter((each) => !each.startsWith('/v1/')))
      for (const method of METHODS.filter((name) => !operations.includes(`${name} ${path}`)))
        for (const role of roles) {
          const { statusCode } = await send(`${method} ${path}`, role);
          expect({ method, path, role: role.name, statusCode }).toEqual({
            ...{ method, path, role: role.name, statusCode: 405 },
          });
        }
  });

  it('no role sees or removes an entry of another tenant: to those who may, it does not exist', async () => {
    for (const operation of operations.filter((name) => name.endsWith('/entries/{id}')))
      for (const role of roles) {
        const { statusCode } = await send(operation, role, theirs.id);
        const expected = may(role, TABLE[operation]!) ? 404 : 403;
        expect({ operation, role: role.name, statusCode }).toEqual({
          ...{ operation, role: role.name, statusCode: expected },
        });
      }
    expect(parts.removed).not.toContain(theirs.id);
    const owner = onlyWith(acme.roles, 'read');
    expect((await send('GET /api/v1/entries/{id}', owner, theirs.id)).statusCode).toBe(200);
  });

  it('no role sees a purge of another tenant: to those who may, it does not exist', async () => {
    const purges = operations.filter((name) => name.endsWith('/purges/{number}'));
    expect(purges).toHaveLength(2);
    for (const operation of purges) {
      for (const role of roles)
        expect([role.name, (await send(operation, role)).statusCode]).toEqual([
          role.name,
          may(role, 'purge') ? 404 : 403,
        ]);
      expect((await send(operation, onlyWith(acme.roles, 'purge'))).statusCode).toBe(200);
    }
  });

  it("every question and purge is of the key's own tenant, whatever the body says", async () => {
    expect(parts.orders.length).toBeGreaterThan(0);
    for (const { tenant } of [...parts.commands, ...parts.orders]) expect(tenant).toBe('globex');
    for (const url of ['/api/v1/query', '/api/v1/purge']) {
      const { statusCode } = await post(url, admin, { ...BODIES[`POST ${url}`], tenant: 'acme' });
      expect(statusCode).toBe(400);
    }
  });

  it('admins revoke keys of every tenant, others not even those of their own', async () => {
    for (const role of roles)
      for (const tenant of ['globex', 'acme']) {
        const made = await post('/api/v1/keys', admin, { tenant, scopes: ['read'] });
        const { id, key } = made.json<{ id: string; key: string }>();
        const { statusCode } = await send('DELETE /api/v1/keys/{id}', role, id);
        const isAdmin = may(role, 'admin');
        expect({ role: role.name, tenant, statusCode }).toEqual({
          ...{ role: role.name, tenant, statusCode: isAdmin ? 204 : 403 },
        });
        expect((await send('GET /api/v1/stats', { key })).statusCode).toBe(isAdmin ? 401 : 200);
      }
  });

  it('no key makes a broader one: none but an admin makes any', async () => {
    for (const role of roles)
      for (const scope of ['query', 'read', 'admin']) {
        const { statusCode } = await post('/api/v1/keys', role, { tenant: 'globex', scopes: [scope] });
        expect({ role: role.name, scope, statusCode }).toEqual({
          ...{ role: role.name, scope, statusCode: may(role, 'admin') ? 201 : 403 },
        });
      }
  });
});
