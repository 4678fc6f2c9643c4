import { requestBodyOf, examplesOf } from '../../apps/api/testing/api-document.js';
import { isDropInPath } from '../../apps/api/src/wire/drop-in.routes.js';
import { usesMemory } from '../../apps/api/src/documentation/operations.js';
import { ACME_KEY, openStage, type Stage } from '../e2e/stage.js';
import { sendRaw, statusesIn } from '../support/raw-http.js';
import { apiDocument } from './documented.js';

const BODY = '{"query":"a"}';
/** What an attacker wants to be read as the next request of somebody else. */
const SMUGGLED = `GET /metrics HTTP/1.1\r\nHost: x\r\nX-API-Key: ${ACME_KEY}\r\n\r\n`;
const KEYED = `Host: x\r\nX-API-Key: ${ACME_KEY}\r\nContent-Type: application/json`;

const post = (headers: string, body: string) =>
  `POST /api/v1/query HTTP/1.1\r\n${KEYED}\r\n${headers}\r\n\r\n${body}`;
const get = (headers: string) => `GET /health/live HTTP/1.1\r\n${headers}\r\n\r\n`;

/** Requests of which a proxy and the service could think differently where they end, or what stands in them. */
const AMBIGUOUS: [what: string, bytes: string, status?: number][] = [
  ['a length and chunks', post('Content-Length: 5\r\nTransfer-Encoding: chunked', `0\r\n\r\n${SMUGGLED}`)],
  ['chunks and a length', post('Transfer-Encoding: chunked\r\nContent-Length: 5', `0\r\n\r\n${SMUGGLED}`)],
  ['two lengths', post('Content-Length: 2\r\nContent-Length: 60', `{}${SMUGGLED}`)],
  ['two lengths in one', post('Content-Length: 2, 60', `{}${SMUGGLED}`)],
  ['a length with a sign', post('Content-Length: +2', `{}${SMUGGLED}`)],
  ['a negative length', post('Content-Length: -1', SMUGGLED)],
  ['a length in hex', post('Content-Length: 0x2', `{}${SMUGGLED}`)],
  ['an encoding that is nearly chunked', post('Transfer-Encoding: xchunked', `0\r\n\r\n${SMUGGLED}`)],
  [
    'chunked that is not the last encoding',
    post('Transfer-Encoding: chunked, identity', `0\r\n\r\n${SMUGGLED}`),
  ],
  ['two encodings', post('Transfer-Encoding: chunked\r\nTransfer-Encoding: x', `0\r\n\r\n${SMUGGLED}`)],
  ['a space before the colon', post('Transfer-Encoding : chunked', `0\r\n\r\n${SMUGGLED}`)],
  [
    'a length that is no number of a chunk',
    post('Transfer-Encoding: chunked', `0x5\r\nhello\r\n0\r\n\r\n${SMUGGLED}`),
  ],
  ['a chunk longer than it says', post('Transfer-Encoding: chunked', `2\r\n{}{}\r\n0\r\n\r\n${SMUGGLED}`)],
  ['a folded header', get('Host: x\r\nX-A: 1\r\n 2')],
  ['a header that begins folded', get(' Host: x\r\nX-A: 1')],
  ['a line break alone in a header', get('Host: x\r\nX-Request-Id: a\rSet-Cookie: b')],
  ['NUL in a header', get('Host: x\r\nX-Request-Id: a\0b')],
  ['a control character in a header', get('Host: x\r\nX-Request-Id: a\x01b')],
  ['a header without a colon', get('Host: x\r\nX-A')],
  ['a header without a name', get('Host: x\r\n: a')],
  ['a name with a space', get('Host: x\r\nX A: a')],
  ['no host', get('X-A: 1')],
  ['another protocol', 'GET /health/live HTTQ/1.1\r\nHost: x\r\n\r\n'],
  ['a space in its path', 'GET /health/live /x HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['17 KB in a header', get(`Host: x\r\nX-A: ${'a'.repeat(17_000)}`), 431],
  ['17 KB in a path', `GET /${'a'.repeat(17_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431],
  [
    '17 KB in 170 headers',
    get(Array.from({ length: 170 }, (_, at) => `X-${at}: ${'a'.repeat(95)}`).join('\r\n')),
    431,
  ],
];

/** Headers that are none of the upstream's business, however they are written. */
const STRAY: Readonly<Record<string, string>> = {
  ...{ cookie: 'session=canary', 'proxy-authorization': 'Basic canary', forwarded: 'for=canary' },
  ...{ 'x-forwarded-for': 'canary', 'x-forwarded-host': 'canary.example', 'x-real-ip': 'canary' },
  ...{ 'x-api-base': 'http://canary.example', 'openai-organization': 'canary', 'openai-project': 'canary' },
  ...{
    'x-stainless-lang': 'canary',
    'x-request-id': 'canary',
    te: 'trailers',
    'x-http-method-override': 'PUT',
  },
  ...{ 'user-agent': 'canary', accept: 'canary/canary', 'accept-encoding': 'br', referer: 'http://canary' },
  ...Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`x-stray-${at}`, 'canary'])),
};

/** All that a provider is told. */
const LISTED =
  /^(host|connection|content-type|content-length|transfer-encoding|accept|accept-encoding|accept-language|sec-fetch-mode|user-agent|authorization|x-api-key|openai-beta|anthropic-version|anthropic-beta|x-stainless-[a-z-]+)$/;

/** B15: what one request holds is never read as another, and its headers go no further than they should. */
describe('smuggling', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  it.each(AMBIGUOUS)(
    'of %s is refused, and the connection ended',
    async (_what: string, bytes: string, status: number = 400) => {
      const answer = await sendRaw(stage.service.url, bytes);
      expect(statusesIn(answer)).toEqual([status]);
      expect(answer).toMatch(/\r\nConnection: close\r\n/i);
      expect(answer).not.toMatch(/ragcache_|Set-Cookie/i);
    },
  );

  it('leaves honest requests on one connection apart', async () => {
    const two = post(`Content-Length: ${BODY.length}`, BODY) + SMUGGLED;
    const answer = await sendRaw(stage.service.url, two, 2_000);
    expect(statusesIn(answer)).toEqual([200, 200]);
  });

  it.each(['a%0d%0aSet-Cookie: b', 'a\\r\\nSet-Cookie: b', '<script>', '${jndi:x}', '../../etc', 'a\tb'])(
    'takes no id that could end a line of the log or a header: %s',
    async (id) => {
      const { headers } = await stage.service.request('GET', '/health/live', {
        headers: { 'x-request-id': id },
      });
      expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    },
  );

  it('shows the upstream the listed headers and no others, and none of the values that were not meant for it', async () => {
    const api = await apiDocument();
    const forwarding = api.operations.filter((one) => usesMemory(one) || isDropInPath(one.path));
    for (const operation of forwarding) {
      const [body] = examplesOf(requestBodyOf(operation) ?? {});
      const { status } = await stage.service.request(operation.method.toUpperCase(), operation.path, {
        key: ACME_KEY,
        body,
        headers: { ...STRAY, 'cache-control': 'no-cache' },
      });
      expect([operation.path, status]).toEqual([operation.path, 200]);
      const { headers } = stage.simulator.calls().recent.at(-1)!;
      expect(Object.keys(headers).filter((name) => !LISTED.test(name))).toEqual([]);
      expect(JSON.stringify(headers)).not.toMatch(new RegExp(`canary|${ACME_KEY}`));
    }
  });
});
