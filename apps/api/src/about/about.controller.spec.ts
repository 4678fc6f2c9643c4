import { ACME, testApp, type TestApp } from '../../testing/test-app.js';
import { VERSION } from '../environment/version.js';

const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const PROGRAMS = [{}, { accept: '*/*' }, { accept: 'application/json' }, { 'x-api-key': ACME }];

describe.each(['production', 'test'])('the bare address, with NODE_ENV=%s', (NODE_ENV) => {
  let service: TestApp;
  beforeAll(async () => (service = await testApp({ NODE_ENV })));
  afterAll(() => service.app.close());

  it('says to everybody, without a key, what this is and where its documents are', async () => {
    for (const headers of [...PROGRAMS, BROWSER]) {
      const response = await service.app.inject({ url: '/', headers });
      expect([response.statusCode, response.json()]).toEqual([
        200,
        {
          ...{ name: 'RAGCache', health: '/health' },
          description: expect.stringMatching(/answer cache/),
          documentation: expect.stringMatching(/docs\/api\.md/),
        },
      ]);
    }
  });

  it('tells no version and no address', async () => {
    const { headers, body } = await service.app.inject('/');
    expect(JSON.stringify([headers, body])).not.toMatch(
      /\d+\.\d+\.\d+|https?:|localhost|openapi|swagger|fastify|nestjs/i,
    );
  });

  it('takes GET and HEAD', async () => {
    expect((await service.app.inject({ method: 'HEAD', url: '/' })).statusCode).toBe(200);
    const posted = await service.app.inject({ method: 'POST', url: '/', payload: {} });
    expect([posted.statusCode, posted.headers.allow]).toEqual([405, 'GET, HEAD']);
  });
});

describe('the bare address, in development', () => {
  let service: TestApp;
  beforeAll(async () => (service = await testApp({ NODE_ENV: 'development' })));
  afterAll(() => service.app.close());

  it('tells programs the page and the version', async () => {
    for (const headers of PROGRAMS) {
      const response = await service.app.inject({ url: '/', headers });
      expect(response.json()).toMatchObject({ documentation: '/docs', version: VERSION });
    }
  });

  it('sends browsers to the page', async () => {
    for (const method of ['GET', 'HEAD'] as const) {
      const response = await service.app.inject({ method, url: '/', headers: BROWSER });
      expect([response.statusCode, response.headers.location]).toEqual([302, '/docs']);
    }
  });
});
