import { MAX_VALUES } from '@app/core';
import { isDropInPath } from '../../apps/api/src/wire/drop-in.routes.js';
import { requestBodyOf } from '../../apps/api/testing/api-document.js';
import { ACME_KEY, openStage, SEMANTIC, type Stage } from '../e2e/stage.js';
import { costOf, TELLS_CPU } from '../support/main-thread.js';
import { sendRaw, statusesIn } from '../support/raw-http.js';
import { apiDocument } from './documented.js';

const MIB = 1_048_576;

/** What a body needs to be looked into on the drop-in endpoints. */
const READABLE = '"model":"m","max_tokens":8,"messages":[{"role":"user","content":"a"}]';
/** Milliseconds of the event loop that a body may take. */
const MOST_MS = 50;

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
  ['90,000 fields', withMembers(90_000)],
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
    stage = await openStage({ ...SEMANTIC, API_KEYS: `acme:${ACME_KEY}:query+purge+admin` });
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
        headers: { 'content-encoding': 'compress' },
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
        body: `{"model":"m","max_tokens":8,"input":"a","input":"a","messages":${messages},"messages":${messages}}`,
      });
      expect([status, headers['cache-status']]).toEqual([200, 'ragcache; fwd=bypass; detail=not-i-json']);
    }
  });

  /** Bodies that take longest of all that fit, those among them that are still looked into. */
  const COSTLY: readonly (readonly [what: string, body: string])[] = [
    ...HARMFUL.filter(([, body]) => body.length > 100_000),
    ['as many members as are looked into', withMembers(MAX_VALUES - 20)],
    ['as many nested members as are looked into', withMembers((MAX_VALUES - 20) / 2, (at) => `{"g${at}":1}`)],
    ['members with long names', withMembers(5_000, () => '1', 'f'.repeat(190))],
    ['1 MiB of escapes', `{${READABLE},"query":"${'\\u0061'.repeat(170_000)}"}`],
    ['1 MiB of digits', `{${READABLE},"temperature":1.${'0'.repeat(1_000_000)}1}`],
    ['90,000 members and a block of ours', withMembers(90_000).replace('"f0"', '"cache":{},"f0"')],
  ];

  (TELLS_CPU ? it.each : it.skip.each)(COSTLY)(
    `with %s keep the event loop for ${MOST_MS} ms at most`,
    async (_what, body) => {
      for (const path of paths) {
        const cost = await costOf(stage.service.pid, () => send(path, body));
        expect([path, cost < MOST_MS, cost]).toEqual([path, true, cost]);
      }
    },
  );

  it('with more members than that are passed on past memory, and say so', async () => {
    const [path] = paths.filter(isDropInPath) as [string];
    const body = withMembers(MAX_VALUES);
    const { status, headers } = await stage.service.request('POST', path, { key: ACME_KEY, body });
    expect([status, headers['cache-status']]).toEqual([200, 'ragcache; fwd=bypass; detail=too-wide']);
    const own = await stage.service.request('POST', '/api/v1/query', { key: ACME_KEY, body });
    expect([own.status, own.body.errors]).toEqual([
      400,
      [{ path: '', message: 'must not have more than 10000 members and items' }],
    ]);
  });

  it("that break off are nobody's failure", async () => {
    for (const path of paths) {
      const head = `POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${ACME_KEY}\r\n`;
      const body = 'Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"query":';
      expect(statusesIn(await sendRaw(stage.service.url, head + body, 200))).toEqual([]);
    }
  });

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

function withMembers(count: number, value: (at: number) => string = () => '1', prefix = 'f'): string {
  return `{${READABLE},${Array.from({ length: count }, (_, at) => `"${prefix}${at}":${value(at)}`).join()}}`;
}
