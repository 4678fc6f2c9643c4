import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { PUBLIC_ROUTES } from '../../apps/api/src/auth/public-routes.js';
import { RouteTable } from '../../apps/api/src/http/route-table.js';
import { testApp } from '../../apps/api/testing/test-app.js';
import { EQUIVALENT, SPELLINGS } from './route-spellings.js';

const METHODS = ['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'DELETE', 'PATCH'];
const REFUSED = [401, 404, 405];
const ID = '01K4ZB3N8T8Q0W6J7V2M5C9XRD';
const STORED_KEYS = { KEY_PEPPER: 'a-pepper-of-at-least-32-characters', KEY_STORE: 'memory' };
/** Not there in production, which is what is tried. */
const HIDDEN = ['/docs', '/docs-json', '/openapi.json', '/config'];

/** The service, listening, asked by somebody without a key. */
async function stranger(settings: Record<string, string>) {
  const { app } = await testApp({ ...STORED_KEYS, ...settings });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const statusOf = (method: string, path: string) =>
    new Promise<number>((resolve, reject) => {
      const call = request({ ...{ host: '127.0.0.1', port, agent, method, path } }, (answer) => {
        answer.resume().on('end', () => resolve(answer.statusCode!));
      });
      call.on('error', reject).end();
    });
  const close = async () => {
    agent.destroy();
    await app.close();
  };
  return { app, origin: `http://127.0.0.1:${port}`, statusOf, close };
}

const pathOf = (template: string): string => template.replace(/:\w+/, ID).replace('*', 'x');
const routesOf = (app: NestFastifyApplication) =>
  app
    .get(RouteTable)
    .all()
    .map((route) => {
      const [method = '', template = ''] = route.split(' ');
      return { route, method, template };
    });

describe('B4: without a key', () => {
  let service: Awaited<ReturnType<typeof stranger>>;
  beforeAll(async () => (service = await stranger({ NODE_ENV: 'production' })));
  afterAll(() => service.close());

  it.each(Object.keys(SPELLINGS))('no method opens any path, written with %s', async (spelling) => {
    const templates = new Set(routesOf(service.app).map(({ template }) => template));
    expect(templates.size).toBeGreaterThan(10);
    const opened: string[] = [];
    for (const template of [...templates, ...HIDDEN])
      for (const method of METHODS) {
        const path = SPELLINGS[spelling]!(pathOf(template), service.origin);
        const isSame = EQUIVALENT.has(spelling) || path === pathOf(template);
        const isPublic = isSame && PUBLIC_ROUTES.has(`${method} ${template}`);
        const status = await service.statusOf(method, path);
        if (!REFUSED.includes(status) && !isPublic) opened.push(`${method} ${path}: ${status}`);
      }
    expect(opened).toEqual([]);
  });

  it('every other route says that it wants one', async () => {
    for (const { route, method, template } of routesOf(service.app)) {
      const status = await service.statusOf(method, pathOf(template));
      expect([route, status === 401]).toEqual([route, !PUBLIC_ROUTES.has(route)]);
    }
  });
});

describe('B4: what is open', () => {
  const openOf = async (settings: Record<string, string>) => {
    const service = await stranger(settings);
    const open: string[] = [];
    for (const { route, method, template } of routesOf(service.app))
      if ((await service.statusOf(method, pathOf(template))) !== 401) open.push(route);
    await service.close();
    return open;
  };

  it('is what the list says, in production', async () => {
    expect(await openOf({ NODE_ENV: 'production' })).toEqual([...PUBLIC_ROUTES].sort());
  });

  it('is what the list says and the documentation, in development', async () => {
    const open = await openOf({ NODE_ENV: 'development' });
    expect(open.filter((route) => !/^(GET|HEAD) \/docs/.test(route))).toEqual([...PUBLIC_ROUTES].sort());
  });
});

describe('B4: the framework', () => {
  it.each([
    ['@nestjs/platform-fastify', [11, 1, 24]],
    ['fastify', [5, 8, 1]],
  ])('%s is past the ways around its guards: at least %j', (name, floor) => {
    const { version } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')) as {
      version: string;
    };
    expect(isAtLeast(version.split('.').map(Number), floor)).toBe(true);
  });
});

function isAtLeast(version: readonly number[], floor: readonly number[]): boolean {
  const at = floor.findIndex((number, place) => version[place] !== number);
  return at < 0 || version[at]! > floor[at]!;
}
