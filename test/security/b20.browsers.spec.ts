import { SECURITY_HEADERS } from '../../apps/api/src/http/security.headers.js';
import type { ApiDocument } from '../../apps/api/testing/api-document.js';
import { ACME_KEY, openStage, type Stage } from '../e2e/stage.js';
import { apiDocument, concrete } from './documented.js';

const LISTED = ['https://app.example.com', 'http://localhost:5173'];
/** Origins that are nearly a listed one, and some that are nothing like it. */
const STRANGERS = [
  ...['null', '*', '', 'https://example.com', 'https://sub.app.example.com', 'https://evil-app.example.com'],
  ...[
    'https://app.example.com.evil.example',
    'https://app.example.com@evil.example',
    'https://app.example.comx',
  ],
  ...[
    'http://app.example.com',
    'https://app.example.com:8443',
    'https://app.example.com:443',
    'https://app.example.com/',
  ],
  ...[
    'https://APP.example.com',
    'https://app.example.com, https://evil.example',
    'http://localhost',
    'http://127.0.0.1:5173',
  ],
  ...[
    'https://app%2eexample.com',
    'https://app.example.com%00.evil.example',
    'file://',
    'chrome-extension://x',
  ],
];

/** B20: browsers of listed origins alone are let in, and are told to make nothing else of an answer. */
describe('browsers', () => {
  let stage: Stage;
  let api: ApiDocument;
  beforeAll(async () => {
    api = await apiDocument();
    stage = await openStage({ CORS_ORIGINS: LISTED.join() });
  });
  afterAll(() => stage.close());

  const preflight = (origin: string, path: string, method: string) =>
    stage.service.request('OPTIONS', path, {
      headers: {
        origin,
        'access-control-request-method': method,
        'access-control-request-headers': 'authorization',
      },
    });

  it.each(LISTED)('of %s are let in, and see what answers say of themselves', async (origin) => {
    const { status, headers } = await preflight(origin, '/api/v1/query', 'POST');
    expect(status).toBe(204);
    expect(headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET, POST, DELETE',
      'access-control-allow-headers': expect.stringMatching(/Authorization.*X-API-Key/),
      'access-control-max-age': '600',
      vary: expect.stringContaining('Origin'),
    });
    expect(headers).not.toHaveProperty('access-control-allow-credentials');
    const answer = await stage.service.ask({ query: 'Why?' }, ACME_KEY, { headers: { origin } });
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-expose-headers': expect.stringMatching(/Cache-Status.*Retry-After.*X-Request-Id/),
    });
    expect(answer.headers).not.toHaveProperty('access-control-allow-credentials');
  });

  it.each(STRANGERS)('of "%s" are not', async (origin) => {
    for (const { method, path } of api.operations) {
      const asked = await preflight(origin, concrete(path), method.toUpperCase());
      expect([
        asked.status,
        Object.keys(asked.headers).filter((name) => name.startsWith('access-control')),
      ]).toEqual([405, []]);
    }
    const answer = await stage.service.ask({ query: 'Why?' }, ACME_KEY, { headers: { origin } });
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it('are told on every response, good or bad, to keep it to themselves', async () => {
    const responses = api.operations.flatMap(({ method, path }) =>
      [undefined, ACME_KEY].map((key) =>
        stage.service.request(method.toUpperCase(), concrete(path), {
          key,
          body: method === 'post' ? {} : undefined,
        }),
      ),
    );
    const bad = [
      stage.service.request('GET', '/nowhere'),
      stage.service.request('PUT', '/api/v1/query'),
      stage.service.request('GET', '/%zz'),
      stage.service.ask({ query: 'x'.repeat(2_000_000) }, ACME_KEY),
    ];
    for (const { headers } of await Promise.all([...responses, ...bad]))
      expect(headers).toMatchObject(SECURITY_HEADERS);
  });

  it('find no door at all when no origin is listed', async () => {
    const closed = await openStage();
    try {
      const headers = { origin: LISTED[0]!, 'access-control-request-method': 'POST' };
      const { status, headers: returned } = await closed.service.request('OPTIONS', '/api/v1/query', {
        headers,
      });
      expect([status, Object.keys(returned).filter((name) => name.startsWith('access-control'))]).toEqual([
        405,
        [],
      ]);
    } finally {
      await closed.close();
    }
  });
});
