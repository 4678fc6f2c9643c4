import type { Operation } from '../../apps/api/src/documentation/operations.js';
import { type ApiDocument, examplesOf, requestBodyOf } from '../../apps/api/testing/api-document.js';
import { ACME_KEY, openStage, type Stage } from '../e2e/stage.js';
import { costOf, TELLS_CPU } from '../support/main-thread.js';
import { placesIn, withText } from './body-places.js';
import { apiDocument } from './documented.js';

const LENGTHS = [9_000, 100_000];

/** What patterns that backtrack stumble over, repeated to any length; most end in what lets no pattern succeed. */
const STUMBLING: Readonly<Record<string, (length: number) => string>> = {
  'white space': (length) => ' '.repeat(length) + 'a',
  'line breaks': (length) => '\n'.repeat(length) + 'a',
  quotes: (length) => '"\''.repeat(length / 2) + 'a',
  brackets: (length) => '([{'.repeat(length / 3) + 'a',
  'closing marks': (length) => '?!.,;)'.repeat(length / 6) + 'a',
  'one letter': (length) => 'a'.repeat(length) + '!',
  'letters with marks': (length) => 'a-'.repeat(length / 2) + '!',
  'digits with marks': (length) => '1.1:1/'.repeat(length / 6) + '!',
  underscores: (length) => 'a' + '_'.repeat(length) + '!',
  addresses: (length) => 'a.'.repeat(length / 2) + '@' + 'a.'.repeat(50) + '!',
  paths: (length) => 'a/./'.repeat(length / 4) + '!',
  'currency and commas': (length) => '$1,'.repeat(length / 3) + 'x',
  please: (length) => 'please '.repeat(length / 7) + '?',
  colons: (length) => 'abc: '.repeat(length / 5),
  backticks: (length) => '`'.repeat(length) + 'a',
  'combining accents': (length) => 'e\u0301'.repeat(length / 2),
  contractions: (length) => "can't ".repeat(length / 6),
};

/** A text of everyday words, to compare with. */
const everyday = (length: number) => 'how long do refunds take '.repeat(length / 25);

/** B16: no text makes a pattern of ours take more than its share of time. */
describe('texts that patterns stumble over', () => {
  let stage: Stage;
  let api: ApiDocument;
  beforeAll(async () => {
    api = await apiDocument();
    // What the embedding takes is not at issue, and runs beside.
    stage = await openStage({ SEMANTIC_MODE: 'off' });
  });
  afterAll(() => stage.close());

  const fieldsOf = (operation: Operation): string[] => {
    const places = placesIn(requestBodyOf(operation)!.schema!, api);
    const fields = places.filter(({ isText }) => isText).map(({ path }) => path);
    return fields.includes('messages.0') || operation.path.startsWith('/v1/')
      ? [...fields, 'messages.0.content', 'system']
      : fields;
  };
  const cost = async ({ path }: Operation, body: object) => {
    const request = { key: ACME_KEY, body, headers: { 'cache-control': 'no-cache, no-store' } };
    return costOf(stage.service.pid, async () => {
      const { status } = await stage.service.request('POST', path, request);
      expect(status).toBeLessThan(500);
    });
  };

  const tried = TELLS_CPU ? it.each : it.skip.each;
  tried(Object.entries(STUMBLING))(
    '%s cost no field more than ten times what everyday words do',
    async (_what, stumbling) => {
      for (const operation of api.operations.filter(requestBodyOf)) {
        const [example] = examplesOf(requestBodyOf(operation)!) as [object];
        for (const field of fieldsOf(operation))
          for (const length of LENGTHS) {
            const usual = await cost(operation, withText(example, field, everyday(length)));
            const hostile = await cost(operation, withText(example, field, stumbling(length)));
            // A millisecond or two are the request's own.
            const most = 10 * (usual + 2);
            const told = [operation.path, field, length];
            expect([...told, hostile < most, hostile, most]).toEqual([...told, true, hostile, most]);
          }
      }
    },
    120_000,
  );
});
