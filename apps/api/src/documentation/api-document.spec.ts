import type { MediaTypeObject } from '@nestjs/swagger';
import { Validator } from '@seriousme/openapi-schema-validator';
import { ApiDocument, examplesOf } from '../../testing/api-document.js';
import { ACME, testApp, type TestApp } from '../../testing/test-app.js';
import { PUBLIC_ROUTES } from '../auth/public-routes.js';
import { RouteTable } from '../http/route-table.js';
import { type Operation, responsesOf } from './operations.js';

/** What serves the document itself. */
const OF_THE_DOCUMENT = /^(GET|HEAD) \/docs/;

type Body = readonly [place: readonly string[], media: MediaTypeObject];

/** Every body that an operation takes and gives, with its place in the document. */
function bodiesOf(operation: Operation): Body[] {
  const { requestBody } = operation.documented;
  const sent = requestBody && 'content' in requestBody ? requestBody.content : {};
  const contents: [string[], Record<string, MediaTypeObject>][] = [
    [['requestBody'], sent],
    ...responsesOf(operation).map(([status, { content = {} }]): [string[], typeof content] => [
      ['responses', status],
      content,
    ]),
  ];
  return contents.flatMap(([place, content]) =>
    Object.entries(content).map(([type, media]): Body => {
      return [['paths', operation.path, operation.method, ...place, 'content', type], media];
    }),
  );
}

describe('the API document, in development', () => {
  let service: TestApp;
  let api: ApiDocument;
  beforeAll(async () => {
    service = await testApp({ NODE_ENV: 'development' });
    api = await ApiDocument.of(service.app);
  });
  afterAll(() => service.app.close());

  it('is OpenAPI 3.1', async () => {
    const validator = new Validator();
    expect(await validator.validate({ ...structuredClone(api.document) })).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  it('covers every route, and no other', () => {
    const documented = api.operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    const routes = service.app
      .get(RouteTable)
      .all()
      .filter((route) => !OF_THE_DOCUMENT.test(route))
      // OpenAPI has no path for everything else; docs/api.md describes it.
      .filter((route) => !route.endsWith('/*'))
      .map((route) => route.replaceAll(/:(\w+)/g, '{$1}'));
    expect(documented.sort()).toEqual([...new Set(routes)].sort());
    expect(documented).toContain('POST /api/v1/query');
  });

  it('says of each what it does, what may go wrong, and whether a key is needed', () => {
    const ids = api.operations.map(({ documented }) => documented.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { method, path, documented } of api.operations) {
      const { summary, tags, security, responses } = documented;
      expect([summary, tags]).toEqual([expect.stringMatching(/\w{3}/), [expect.any(String)]]);
      expect(responses).toMatchObject({ 400: {}, 408: {}, 431: {}, 500: {} });
      if (PUBLIC_ROUTES.has(`${method.toUpperCase()} ${path}`)) expect(security).toEqual([]);
      else expect(responses).toMatchObject({ 401: {}, 403: {} });
    }
    expect(api.document.security).toEqual([{ bearer: [] }, { 'api-key': [] }]);
    expect(Object.keys(api.document.components!.securitySchemes!)).toEqual(['bearer', 'api-key']);
  });

  it('has an example of every body, and each keeps its schema', () => {
    const bodies = api.operations.flatMap(bodiesOf);
    const faults = bodies.flatMap(([place, media]) => {
      const examples = examplesOf(media);
      if (examples.length === 0) return [[place, 'has no example']];
      if (!media.schema) return place.at(-1) === 'text/event-stream' ? [] : [[place, 'has no schema']];
      return examples.flatMap((example) =>
        api.faultsAt([...place, 'schema'], example).map((fault) => [place, fault]),
      );
    });
    expect(faults).toEqual([]);
    expect(bodies.length).toBeGreaterThan(50);
  });

  it('has an example of every error code that a route may answer with', () => {
    for (const { documented } of api.operations) {
      const examples = JSON.stringify(documented.responses);
      for (const code of documented['x-error-codes'] ?? [])
        expect(examples).toContain(`"${code}":{"summary"`);
    }
  });

  it('refers to nothing that is not there', () => {
    const components: Record<string, Record<string, unknown> | undefined> = { ...api.document.components };
    for (const [, kind, name] of JSON.stringify(api.document).matchAll(/#\/components\/(\w+)\/([^"]+)"/g))
      expect([name, components[kind!]?.[name!] !== undefined]).toEqual([name, true]);
  });

  it('has a page that may run its own scripts, and / leads browsers to it', async () => {
    const page = await service.app.inject('/docs');
    expect([page.statusCode, page.headers['content-security-policy']]).toEqual([
      200,
      expect.stringContaining("'self'"),
    ]);
    const root = await service.app.inject({ url: '/', headers: { accept: 'text/html,*/*;q=0.8' } });
    expect([root.statusCode, root.headers.location]).toEqual([302, '/docs']);
    const other = await service.app.inject({ url: '/api/v1/stats', headers: { 'x-api-key': ACME } });
    expect(other.headers['content-security-policy']).toContain("default-src 'none'");
  });
});
