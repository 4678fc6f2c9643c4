import { isDropInPath } from '../../apps/api/src/drop-in/drop-in.routes.js';
import { requestBodyOf } from '../../apps/api/testing/api-document.js';
import { ACME_KEY, openStage, type Stage } from '../e2e/stage.js';
import { costOf, TELLS_CPU } from '../support/main-thread.js';
import { sendRaw, statusesIn } from '../support/raw-http.js';
import { apiDocument } from './documented.js';

const MIB = 1_048_576;

/** JSON texts that are to do harm, put into a body of each route. */
const HARMFUL: readonly (readonly [what: string, body: string])[] = [
  ['5,000 levels in 10 KB', `{"query":${'['.repeat(5_000)}${']'.repeat(5_000)}}`],
  ['100,000 levels of objects', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
  ['a byte too many', JSON.stringify({ query: 'x'.repeat(MIB) })],
  ['a prototype', '{"query":"a","__proto__":{"polluted":1}}'],
  ['a nested prototype', '{"query":"a","cache":{"__proto__":{"polluted":1}}}'],
  ['a prototype by its escaped name', '{"query":"a","__pr\\u006fto__":{"polluted":1}}'],
  ["a constructor's prototype", '{"query":"a","constructor":{"prototype":{"polluted":1}}}'],
  ['NUL', '{"query":"a\\u0000b"}'],
  ['half a surrogate pair', '{"query":"a\\ud800"}'],
  ['half a surrogate pair in a name', '{"query":"a","\\udfff":1}'],
  ['a number that is too large', '{"query":"a","temperature":1e999}'],
  ['340,000 passages', `{"query":"a","context":[${Array(340_000).fill('{}').join()}]}`],
  ['90,000 fields', `{${Array.from({ length: 90_000 }, (_, at) => `"f${at}":1`).join()}}`],
  ['half of it', '{"query":"a'],
  ['two of it', '{"query":"a"}{"query":"b"}'],
  ['no JSON', 'query=a'],
  ['bytes that are no UTF-8', '{"query":"\xff\xfe"}'],
];

/** Content types that are not JSON, or pretend to be. */
const TYPES = [
  'application/json garbage',
  'application/jsonp',
  'text/plain',
  'text/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/xml',
  'application/json, text/plain',
  '\u00e9',
];

/** B14: bodies that are to break the parser, the stack or a prototype. */
describe('hostile bodies', () => {
  let stage: Stage;
  let paths: string[];
  beforeAll(async () => {
    const api = await apiDocument();
    paths = api.operations.filter(requestBodyOf).map(({ path }) => path);
    stage = await openStage({ API_KEYS: `acme:${ACME_KEY}:query+purge+admin` });
  });
  afterAll(() => stage.close());

  const send = async (path: string, body: string, type = 'application/json') => {
    const bytes = Buffer.from(body, 'latin1');
    const head = [
      ...[`POST ${path} HTTP/1.1`, 'Host: x', 'Connection: close', `Authorization: Bearer ${ACME_KEY}`],
      ...[`Content-Type: ${type}`, `Content-Length: ${bytes.length}`, '', ''],
    ].join('\r\n');
    return sendRaw(stage.service.url, head + bytes.toString('latin1'), 20_000);
  };

  it.each(HARMFUL)('with %s are refused, and are no failure', async (_what, body) => {
    for (const path of paths) {
      const [status] = statusesIn(await send(path, body));
      // What a provider makes of a body that it is sent is its own affair.
      const fine = isDropInPath(path) ? [200, 400, 413, 415] : [400, 413];
      expect([path, fine.includes(status!), status]).toEqual([path, true, status]);
    }
  });

  it.each(TYPES)('of the type %s are refused', async (type) => {
    for (const path of paths) {
      const [status] = statusesIn(await send(path, '{"query":"a"}', type));
      expect([path, [400, 415].includes(status!), status]).toEqual([path, true, status]);
    }
  });

  it('of another encoding are refused', async () => {
    for (const path of paths) {
      const { status } = await stage.service.request('POST', path, {
        key: ACME_KEY,
        body: '{"query":"a"}',
        headers: { 'content-encoding': 'gzip' },
      });
      expect([path, status]).toEqual([path, 415]);
    }
  });

  it('with a name twice mean the last on our own routes, and are not remembered on the drop-in ones', async () => {
    const { body } = await stage.service.request('POST', '/api/v1/query', {
      key: ACME_KEY,
      body: '{"query":"the first","query":"the last"}',
    });
    expect(body.response).toContain('the last');
    const messages = '[{"role":"user","content":"a"}]';
    for (const path of paths.filter(isDropInPath)) {
      const { status, headers } = await stage.service.request('POST', path, {
        key: ACME_KEY,
        body: `{"model":"m","max_tokens":8,"messages":${messages},"messages":${messages}}`,
      });
      expect([status, headers['cache-status']]).toEqual([200, 'ragcache; fwd=bypass; detail=not-i-json']);
    }
  });

  /** Of main-thread time, over what parsing the same text takes; the rest is for the request itself. */
  const MOST = { own: 5, dropIn: 20, restMs: 25 };

  (TELLS_CPU ? it.each : it.skip.each)(HARMFUL.filter(([, body]) => body.length > 100_000))(
    'with %s keep the event loop for a few times what parsing takes',
    async (_what, body) => {
      const parsed = await costOf(process.pid, async () => tryParsing(body));
      for (const path of paths) {
        const cost = await costOf(stage.service.pid, () => send(path, body));
        const most = MOST.restMs + parsed * (isDropInPath(path) ? MOST.dropIn : MOST.own);
        expect([path, cost < most, cost, most]).toEqual([path, true, cost, most]);
      }
    },
  );

  it('have left nothing behind', async () => {
    const { status, body } = await stage.service.ask({ query: 'Is all well?' }, ACME_KEY);
    expect([status, 'polluted' in body, JSON.stringify(body).includes('polluted')]).toEqual([
      200,
      false,
      false,
    ]);
    expect(stage.service.output()).not.toMatch(/unexpected error|RangeError/);
  });
});

function tryParsing(text: string): void {
  try {
    JSON.parse(text);
  } catch {
    // It took its time all the same.
  }
}
