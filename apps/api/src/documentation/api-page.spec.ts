import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERROR_CODES } from '@app/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import ts from 'typescript';
import {
  blocksOf,
  type CurlCommand,
  type RouteSection,
  sectionsOf,
} from '../../../../test/support/api-page.js';
import { type Simulator, startSimulator, upstreamsAt } from '../../../../test/support/simulator.js';
import { ApiDocument } from '../../testing/api-document.js';
import { realApp } from '../../testing/real-app.js';
import { PROBLEMS } from '../problems/problem.table.js';

const KEY = 'acme-key-0123456789-abcdefgh';
const PAGE = readFileSync(join(__dirname, '../../../../docs/api.md'), 'utf8');

describe('docs/api.md', () => {
  let simulator: Simulator;
  let app: NestFastifyApplication;
  let api: ApiDocument;
  beforeAll(async () => {
    simulator = await startSimulator();
    app = await realApp({
      ...{
        API_KEYS: `acme:${KEY}:admin`,
        KEY_PEPPER: 'a-pepper-of-32-characters-at-least',
        KEY_STORE: 'memory',
      },
      ...upstreamsAt(simulator.url),
    });
    api = await ApiDocument.of(app);
  });
  afterAll(async () => {
    await app.close();
    await simulator.close();
  });

  const run = ({ method, path, headers, body }: CurlCommand) =>
    app.inject({ method: method as 'GET', url: path, headers, payload: body });

  /** Each section anew, with an entry, a key and a purge that it may show and forget. */
  const sections = async (): Promise<RouteSection[]> => {
    const question = { method: 'POST', url: '/api/v1/query' } as const;
    const ask = { ...question, headers: { 'x-api-key': KEY }, payload: { query: 'Is there an entry?' } };
    await app.inject(ask);
    const { headers } = await app.inject(ask);
    const order = { tenant: 'acme', scopes: ['query'] };
    const made = await app.inject({ ...ask, url: '/api/v1/keys', payload: order });
    const { id: KEY_ID } = made.json<{ id: string }>();
    const ENTRY = String(headers['x-cache-entry']);
    const purged = await app.inject({ ...ask, url: '/api/v1/purge', payload: { tags: ['faq'] } });
    const PURGE = String(purged.json<{ number: number }>().number);
    return sectionsOf(PAGE, { RAGCACHE: '', RAGCACHE_KEY: KEY, ENTRY, KEY_ID, PURGE });
  };

  it('has a section for every route, and a command in it', async () => {
    const shown = (await sections())
      .filter(({ commands }) => commands.length > 0)
      .flatMap(({ routes }) => routes);
    const routes = api.operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    expect(shown.sort()).toEqual(routes.sort());
  });

  it('has commands that do what it says', async () => {
    const all = await sections();
    const commands = all.flatMap((section) => section.commands);
    for (const command of commands) {
      const { statusCode, body } = await run(command);
      const isAsSaid = command.status ? statusCode === command.status : Math.floor(statusCode / 100) === 2;
      expect({ ...command, statusCode, body, isAsSaid }).toMatchObject({ isAsSaid: true });
    }
    expect(commands.length).toBeGreaterThan(15);
  });

  /** Where the schema of a route's good answers lies. */
  const successOf = (route: string): string[] => {
    const [method = '', path = ''] = route.split(' ');
    const { responses } = api.operation(method, path).documented;
    const status = Object.keys(responses).find((key) => key.startsWith('2'))!;
    return [
      'paths',
      path,
      method.toLowerCase(),
      'responses',
      status,
      'content',
      'application/json',
      'schema',
    ];
  };

  it('shows bodies as the service sends them', async () => {
    for (const { routes, examples } of await sections()) {
      const place = routes[0] ? successOf(routes[0]) : ['components', 'schemas', 'ProblemBody'];
      for (const example of examples) expect([place, api.faultsAt(place, example)]).toEqual([place, []]);
    }
  });

  it('lists every error code with its status', () => {
    const rows = [...PAGE.matchAll(/^\| `(\w+)` +\| (\d{3})/gm)].map(([, code, status]) => [
      code,
      Number(status),
    ]);
    expect(rows.sort()).toEqual(ERROR_CODES.map((code) => [code, PROBLEMS[code].status]).sort());
  });

  it('has TypeScript that compiles as far as its syntax goes', () => {
    const blocks = blocksOf(PAGE, 'ts');
    for (const block of blocks) {
      const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
      const { diagnostics } = ts.transpileModule(block, {
        reportDiagnostics: true,
        compilerOptions: options,
      });
      expect([block, diagnostics?.map(({ messageText }) => messageText)]).toEqual([block, []]);
    }
    expect(blocks.length).toBeGreaterThan(3);
  });
});
