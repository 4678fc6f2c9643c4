import { ACME, testApp, type TestApp } from '../../testing/test-app.js';

interface Operation {
  readonly summary?: string;
  readonly security?: unknown[];
  readonly responses: Record<string, unknown>;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
}
interface Document {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly security: unknown[];
  readonly components: {
    schemas: Record<string, { properties: Record<string, { type?: string; enum?: unknown[] }> }>;
  };
}

describe('the API document, in development', () => {
  let service: TestApp;
  let document: Document;
  beforeAll(async () => {
    service = await testApp({ NODE_ENV: 'development' });
    document = (await service.app.inject('/docs-json')).json();
  });
  afterAll(() => service.app.close());

  it('covers every route', () => {
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(operations.sort()).toEqual([
      'DELETE /api/v1/entries/{id}',
      'DELETE /api/v1/keys/{id}',
      'GET /api/v1/entries/{id}',
      'GET /api/v1/keys',
      'GET /api/v1/stats',
      'GET /health',
      'GET /health/live',
      'GET /health/ready',
      'GET /metrics',
      'GET /v1/models',
      'POST /api/v1/keys',
      'POST /api/v1/purge',
      'POST /api/v1/query',
      'POST /v1/chat/completions',
      'POST /v1/messages',
    ]);
  });

  it('says of each what it does and what a missing key gets', () => {
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.values(methods).map((operation) => ({ path, ...operation })),
    );
    for (const { path, summary, security, responses } of operations) {
      expect(summary).toBeTruthy();
      if (path.startsWith('/health')) expect(security).toEqual([]);
      else expect(responses).toHaveProperty('401');
    }
    expect(document.security).toEqual([{ bearer: [] }, { 'api-key': [] }]);
  });

  it('describes every field of a question', () => {
    const { properties } = document.components.schemas.QueryDto!;
    expect(Object.keys(properties).sort()).toEqual(
      [
        'query',
        'provider',
        'model',
        'max_tokens',
        'temperature',
        'use_cache',
        'system',
        'context',
        'namespace',
        'stream',
        'cache',
      ].sort(),
    );
    expect(properties.provider).toMatchObject({ type: 'string', enum: ['openai', 'anthropic'] });
  });

  it('describes the headers that a question may have', () => {
    const { parameters = [], responses } = document.paths['/api/v1/query']!.post!;
    expect(parameters.map(({ name, in: place }) => [name, place]).sort()).toEqual(
      [
        'Cache-Control',
        'X-Cache-Mode',
        'X-Cache-Namespace',
        'X-Cache-TTL',
        'X-Cache-Tags',
        'X-Cache-Threshold',
      ].map((name) => [name, 'header']),
    );
    expect(JSON.stringify(responses['504'])).toContain('not_in_cache');
  });

  it('has a page that may run its own scripts, and / leads to it', async () => {
    const page = await service.app.inject('/docs');
    expect([page.statusCode, page.headers['content-security-policy']]).toEqual([
      200,
      expect.stringContaining("'self'"),
    ]);
    const root = await service.app.inject('/');
    expect([root.statusCode, root.headers.location]).toEqual([302, '/docs']);
    const other = await service.app.inject({ url: '/api/v1/stats', headers: { 'x-api-key': ACME } });
    expect(other.headers['content-security-policy']).toContain("default-src 'none'");
  });
});
