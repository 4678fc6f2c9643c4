import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Simulator, startSimulator, upstreamsAt } from '../../../../test/support/simulator.js';
import { ApiDocument } from '../../testing/api-document.js';
import { parametersOf, prefilledRequest, prefilledValue } from '../../testing/prefilled.js';
import { realApp } from '../../testing/real-app.js';
import { usesMemory } from './operations.js';

const MANIFEST = readFileSync(join(__dirname, '../../../../package.json'), 'utf8');

describe('the page at /docs', () => {
  let simulator: Simulator;
  let app: NestFastifyApplication;
  let api: ApiDocument;
  beforeAll(async () => {
    simulator = await startSimulator();
    app = await realApp(upstreamsAt(simulator.url));
    api = await ApiDocument.of(app);
  });
  afterAll(async () => {
    await app.close();
    await simulator.close();
  });

  it('fills in nothing that a request can do without', () => {
    const optional = api.operations.flatMap(parametersOf).filter(({ required }) => !required);
    const prefilled = optional.filter((parameter) => prefilledValue(parameter) !== undefined);
    expect(prefilled.map(({ name }) => name)).toEqual([]);
    expect(optional.length).toBeGreaterThan(15);
  });

  it('shows a miss and then a hit when a question is tried out twice', async () => {
    for (const operation of api.operations.filter(usesMemory)) {
      const tryItOut = async () => {
        const { method, path } = operation;
        const response = await app.inject({
          ...{ method: method.toUpperCase() as 'POST', url: path },
          ...(prefilledRequest(operation) as { headers: Record<string, string>; payload: object }),
        });
        return [path, response.headers['x-cache-status']];
      };
      expect(await tryItOut()).toEqual([operation.path, 'MISS']);
      expect(await tryItOut()).toEqual([operation.path, 'HIT']);
    }
  });

  it('does not stand ready to forget everything, nor to make a key that has ended', () => {
    const bodyOf = (path: string) => prefilledRequest(api.operation('post', path)).payload;
    expect(bodyOf('/api/v1/purge')).not.toHaveProperty('all');
    const { expires_at: end } = bodyOf('/api/v1/keys') as { expires_at: string };
    expect(Date.parse(end) - Date.now()).toBeGreaterThan(365 * 86_400_000);
  });

  it('says which version it is of', () => {
    expect(api.document.info.version).toBe((JSON.parse(MANIFEST) as { version: string }).version);
  });

  it('has its first route on the first screen: an introduction of a few lines, without a table', () => {
    const { description = '' } = api.document.info;
    expect(description).not.toMatch(/^\s*(\||#|[-*] )/m);
    expect(description.length).toBeLessThan(600);
    expect(Object.keys(api.document.paths)[0]).toBe('/api/v1/query');
    expect(api.document.tags![0]!.name).toBe('questions');
  });

  it('is closed: routes by name, models and errors folded', async () => {
    const script = (await app.inject('/docs/swagger-ui-init.js')).body;
    expect(script).toMatch(/"docExpansion": "list"/);
    expect(script).toMatch(/"defaultModelsExpandDepth": 0/);
    expect(script).toMatch(/"response": function foldedError\(/);
  });
});
