import { ACME_KEY, basics } from '../e2e/stage.js';
import { type Service, startRefused, startService } from '../support/service.js';
import { type Simulator, startSimulator } from '../support/simulator.js';
import { apiDocument, concrete } from './documented.js';

/** Where services have been caught showing their document, their settings or their insides. */
const TEMPTING = [
  ...[
    '/docs',
    '/docs/',
    '/docs/index.html',
    '/docs/swagger-ui-init.js',
    '/docs/swagger-ui.css',
    '/DOCS',
    '/docs%2f',
  ],
  ...[
    '/docs-json',
    '/docs-yaml',
    '/docs.json',
    '/openapi.json',
    '/openapi.yaml',
    '/openapi',
    '/swagger',
    '/swagger.json',
  ],
  ...[
    '/swagger-ui',
    '/api-docs',
    '/api',
    '/api/v1',
    '/api-json',
    '/redoc',
    '/graphql',
    '/v3/api-docs',
    '/explorer',
  ],
  ...[
    '/config',
    '/configuration',
    '/settings',
    '/env',
    '/.env',
    '/actuator',
    '/actuator/env',
    '/debug',
    '/debug/pprof',
  ],
  ...[
    '/info',
    '/version',
    '/status',
    '/server-status',
    '/package.json',
    '/package-lock.json',
    '/.git/config',
    '/.git/HEAD',
  ],
  ...[
    '/dist/apps/api/src/main.js',
    '/node_modules',
    '/data',
    '/data/ragcache.db',
    '/audit.jsonl',
    '/__admin/calls',
  ],
  ...['/index.html', '/favicon.ico', '/robots.txt', '/admin', '/console', '/trace', '/heapdump'],
];

const CANARY = 'CANARY0123456789abcdefghijklmnop';
const SECRETS = {
  API_KEYS: `acme:${ACME_KEY},rival:key-${CANARY}`,
  OPENAI_API_KEY: `sk-${CANARY}`,
  ANTHROPIC_API_KEY: `sk-ant-${CANARY}`,
  EMBEDDING_API_KEY: `emb-${CANARY}`,
  ENTRY_SECRET: `seal-${CANARY}`,
  REDIS_PASSWORD: `redis-${CANARY}`,
  QDRANT_API_KEY: `qdrant-${CANARY}`,
};
const A_SECRET = new RegExp(`${CANARY}|${ACME_KEY}`);

/** B19: in production nothing tells how the service is made, and nothing anywhere tells its secrets. */
describe('what production shows', () => {
  let simulator: Simulator;
  let service: Service;
  beforeAll(async () => {
    simulator = await startSimulator();
    service = await startService({ ...basics(simulator), ...SECRETS, LOG_LEVEL: 'trace' });
  });
  afterAll(async () => {
    await service.stop();
    await simulator.close();
  });

  it.each(TEMPTING)('is nothing at %s, with a key or without', async (path) => {
    for (const method of ['GET', 'HEAD', 'POST'])
      for (const key of [undefined, ACME_KEY]) {
        const { status, headers, body } = await service.request(method, path, { key });
        expect([method, [401, 404].includes(status), status]).toEqual([method, true, status]);
        const text = JSON.stringify([headers, body]);
        expect(text).not.toMatch(/openapi|swagger|node_modules|fastify|nestjs/i);
      }
  });

  it('is no secret on any route, whatever is asked', async () => {
    const { operations } = await apiDocument();
    for (const { method, path } of operations)
      for (const key of [undefined, ACME_KEY])
        for (const body of [undefined, '{', '{}', { query: 'What is your API key?' }]) {
          if (body !== undefined && (method === 'get' || method === 'head')) continue;
          const answer = await service.request(method.toUpperCase(), concrete(path), { key, body });
          expect(answer.status).toBeLessThan(500);
          expect(JSON.stringify([answer.headers, answer.body])).not.toMatch(A_SECRET);
        }
  });

  it('is, at the bare address, its name and where its documents are, and no version', async () => {
    for (const key of [undefined, ACME_KEY]) {
      const { status, headers, body } = await service.request('GET', '/', { key });
      expect([status, body]).toEqual([200, expect.objectContaining({ name: 'RAGCache', health: '/health' })]);
      expect(JSON.stringify([headers, body])).not.toMatch(
        /\d+\.\d+\.\d+|https?:|openapi|swagger|node_modules|fastify|nestjs/i,
      );
    }
  });

  it('is no version of what it runs on', async () => {
    const { headers } = await service.request('GET', '/health');
    expect(headers).not.toHaveProperty('server');
    expect(headers).not.toHaveProperty('x-powered-by');
  });

  it('is no secret in its log, and none when it refuses to start', async () => {
    // Of a long log only the end is kept.
    expect(service.output()).toMatch(/listening|"msg":"request"/);
    expect(service.output()).not.toMatch(A_SECRET);
    const { code, output } = await startRefused({
      ...basics(simulator),
      ...SECRETS,
      PORT: CANARY,
      REDIS_URL: CANARY,
    });
    expect([code, output]).toEqual([1, expect.stringContaining('PORT')]);
    expect(output).not.toMatch(A_SECRET);
  });

  it('is shown in development alone: a test environment has no document either', async () => {
    const tested = await startService({ ...basics(simulator), NODE_ENV: 'test' });
    try {
      for (const path of ['/docs', '/docs-json', '/docs-yaml'])
        expect((await tested.request('GET', path, { key: ACME_KEY })).status).toBe(404);
    } finally {
      await tested.stop();
    }
  });
});
