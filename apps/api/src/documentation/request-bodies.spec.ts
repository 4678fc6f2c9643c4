import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import * as fc from 'fast-check';
import { ApiDocument, requestBodyOf } from '../../testing/api-document.js';
import { arbitraryOf, spoiled } from '../../testing/arbitrary.body.js';
import { realApp } from '../../testing/real-app.js';
import { isDropInPath } from '../wire/drop-in.routes.js';
import type { Operation } from './operations.js';

describe('the bodies that the document describes are those that the service takes', () => {
  let app: NestFastifyApplication;
  let api: ApiDocument;
  beforeAll(async () => {
    // Without a provider: a question that is understood comes to 503 and costs nothing.
    app = await realApp({});
    api = await ApiDocument.of(app);
  });
  afterAll(() => app.close());

  const own = () => api.operations.filter((one) => requestBodyOf(one) && !isDropInPath(one.path));
  const bodiesOf = (operation: Operation) =>
    arbitraryOf(requestBodyOf(operation)!.schema!, api.document.components!.schemas!).filter((body) =>
      isDescribed(operation, body),
    );
  const isDescribed = ({ path, method }: Operation, body: unknown) =>
    api.schemaAt(['paths', path, method, 'requestBody', 'content', 'application/json', 'schema'])(body) ===
    true;
  const isTaken = async ({ path, method }: Operation, body: unknown) => {
    const headers = { 'content-type': 'application/json' };
    const payload = JSON.stringify(body);
    const { statusCode } = await app.inject({
      method: method.toUpperCase() as 'POST',
      url: path,
      headers,
      payload,
    });
    return statusCode !== 400;
  };

  it('as they are described', async () => {
    for (const operation of own()) {
      const property = fc.asyncProperty(bodiesOf(operation), async (body) => {
        expect(await isTaken(operation, body)).toBe(true);
      });
      await fc.assert(property, { numRuns: 200 });
    }
  });

  it('and with one member spoiled, those that both still take or both refuse', async () => {
    let refused = 0;
    for (const operation of own()) {
      const property = fc.asyncProperty(bodiesOf(operation).chain(spoiled), async (body) => {
        // What JSON doesn't say isn't there.
        const sent: unknown = JSON.parse(JSON.stringify(body) ?? 'null');
        const isGood = isDescribed(operation, sent);
        expect([sent, await isTaken(operation, sent)]).toEqual([sent, isGood]);
        if (!isGood) refused++;
      });
      await fc.assert(property, { numRuns: 300 });
    }
    expect(refused).toBeGreaterThan(100 * own().length);
  });
});
