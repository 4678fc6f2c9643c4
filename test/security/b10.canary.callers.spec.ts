import type { Operation } from '../../apps/api/src/documentation/operations.js';
import { type ApiDocument, examplesOf, requestBodyOf } from '../../apps/api/testing/api-document.js';
import { sendRaw, statusesIn } from '../support/raw-http.js';
import { startSimulator, type Simulator } from '../support/simulator.js';
import { placesIn, withText } from './body-places.js';
import { CANARY, CanaryStage, type Request } from './canary.stage.js';
import { apiDocument, concrete } from './documented.js';

/** A request, and what is planted in it. */
type Planting = readonly [what: string, request: Request];

/** Headers that no route asks for, and those whose text is somebody's own. */
const STRAY: Readonly<Record<string, string>> = {
  ...{ cookie: `session=${CANARY}`, 'user-agent': CANARY, referer: `http://${CANARY}/`, from: CANARY },
  ...{ forwarded: `for=${CANARY}`, 'x-forwarded-for': CANARY, 'x-forwarded-host': CANARY },
  ...{ traceparent: CANARY, tracestate: `vendor=${CANARY}`, baggage: `who=${CANARY}`, b3: CANARY },
  ...{
    origin: `http://${CANARY}`,
    'accept-language': CANARY,
    accept: `${CANARY}/*`,
    [`x-${CANARY}`]: CANARY,
  },
  ...{ 'openai-organization': CANARY, 'openai-beta': CANARY, 'anthropic-beta': CANARY },
  ...{ 'anthropic-version': CANARY, 'x-stainless-lang': CANARY },
  // Letters, digits, _ and - alone would be an id, which the contract repeats.
  'x-request-id': `${CANARY}.`,
};
const STRAY_BODIES: readonly (readonly [what: string, body: string])[] = [
  ['in half a body', `{"query":"${CANARY}`],
  ['as a body', CANARY],
  ['in a list', `["${CANARY}"]`],
  ['in a name twice', `{"query":"${CANARY}","query":"${CANARY}"}`],
  ['in a prototype', `{"query":"a","__proto__":{"${CANARY}":1}}`],
  [
    'in half a character',
    `{"query":"${CANARY}\\ud800","messages":[{"role":"user","content":"${CANARY}\\ud800"}]}`,
  ],
  // What looks like a field's name is repeated in `errors`: that is the contract.
  ['in a name', JSON.stringify({ [`${CANARY} !`]: 1, query: 'a', cache: { [`${CANARY} !`]: 1 } })],
];

/** Bytes that are not even a request. */
const BROKEN = [
  `${CANARY} /${CANARY} HTTP/1.1\r\nHost: ${CANARY}\r\n\r\n`,
  `GET /${CANARY} HTTQ/1.1\r\nHost: ${CANARY}\r\n\r\n`,
  `GET /health/live HTTP/1.1\r\nHost: x\r\n${CANARY}\r\n\r\n`,
  `GET /health/live HTTP/1.1\r\nHost: x\r\nX-A: ${CANARY}\0\r\n\r\n`,
  `GET /${CANARY.repeat(2_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
];

/** Requests that are for no route, or for one that is not asked so. */
const ELSEWHERE: readonly Request[] = [
  { method: 'GET', path: `/${CANARY}?${CANARY}=${CANARY}` },
  { method: 'GET', path: `/%zz${CANARY}` },
  { method: 'POST', path: `/v2/${CANARY}`, body: { model: CANARY } },
  { method: 'PUT', path: `/api/v1/query?${CANARY}`, body: { query: CANARY } },
  { method: 'OPTIONS', path: '/api/v1/query', headers: { origin: `http://${CANARY}` } },
];

const METHOD = (operation: Operation) => operation.method.toUpperCase();

/** B10, of what callers say: none of it gets into the log, a metric, a trace or an error's body. */
describe('what a caller says', () => {
  let simulator: Simulator;
  let stage: CanaryStage;
  let api: ApiDocument;
  beforeAll(async () => {
    api = await apiDocument();
    simulator = await startSimulator();
    const upstreams = { OPENAI_BASE_URL: `${simulator.url}/v1`, ANTHROPIC_BASE_URL: simulator.url };
    stage = await CanaryStage.open({ ...upstreams, SEMANTIC_BUDGET_MS: '5000' });
  }, 60_000);
  afterAll(async () => {
    await stage.sweep();
    await simulator.close();
  });

  const plainly = (operation: Operation): Request => ({
    ...{ method: METHOD(operation), path: concrete(operation.path) },
    body: examplesOf(requestBodyOf(operation) ?? {})[0],
  });

  function inAddress(operation: Operation): Planting[] {
    const request = plainly(operation);
    const named = operation.path.replaceAll(/\{\w+\}/g, CANARY);
    return [
      ['in its path', { ...request, path: named }],
      ['in its question', { ...request, path: `${request.path}?${CANARY}%20!=${CANARY}&limit=${CANARY}` }],
    ];
  }

  function inHeaders(operation: Operation): Planting[] {
    const request = plainly(operation);
    const documented = (operation.documented.parameters ?? []).flatMap((one) =>
      'name' in one && one.in === 'header' ? [one.name.toLowerCase()] : [],
    );
    const own = documented.filter((name) => name !== 'x-request-id');
    return [
      ['in a wrong key', { ...request, key: `${CANARY}-wrong-0123456789` }],
      ['in X-API-Key', { ...request, headers: { 'x-api-key': CANARY } }],
      ['in another way to prove oneself', { ...request, headers: { authorization: `Basic ${CANARY}` } }],
      ['in headers that nobody asked for', { ...request, headers: STRAY }],
      ...own.map((name): Planting => [`in ${name}`, { ...request, headers: { [name]: CANARY } }]),
    ];
  }

  function inBody(operation: Operation): Planting[] {
    const content = requestBodyOf(operation);
    if (!content) return [];
    const request = plainly(operation);
    const places = placesIn(content.schema!, api).map(({ path }) => path);
    const planted = (path: string, text: string, more = {}) =>
      withText({ ...(request.body as object), ...more }, path, text);
    const type = (name: string, value: string): Request => ({ ...request, headers: { [name]: value } });
    return [
      ...[...places, 'messages.0.content', 'system', 'tools.0.name', 'user'].flatMap((path): Planting[] => [
        [`in ${path}`, { ...request, body: planted(path, CANARY) }],
        [`in a stream's ${path}`, { ...request, body: planted(path, CANARY, { stream: true }) }],
        [`in ${path}, too long`, { ...request, body: planted(path, CANARY.repeat(20_000)) }],
        [`in ${path}, not allowed`, { ...request, body: planted(path, `${CANARY} \0`) }],
      ]),
      ...STRAY_BODIES.map(([what, body]): Planting => [what, { ...request, body }]),
      ['in its type', type('content-type', `application/${CANARY}`)],
      ['in its encoding', type('content-encoding', CANARY)],
    ];
  }

  it('gets into no error body', async () => {
    for (const operation of api.operations) {
      const plantings = [...inAddress(operation), ...inHeaders(operation), ...inBody(operation)];
      for (const [what, request] of plantings) await stage.ask(what, request);
    }
    for (const request of ELSEWHERE) await stage.ask('for no route', request);
    for (const bytes of BROKEN) {
      const text = await sendRaw(stage.service.url, bytes, 2_000);
      stage.judge(`broken bytes ${bytes.slice(0, 20)}`, { status: statusesIn(text)[0]!, text });
    }
    expect(stage.leaks).toEqual([]);
  }, 300_000);

  it('gets nowhere else either, while everything else does', async () => {
    const asked = simulator.calls();
    expect(JSON.stringify(asked.recent)).toContain(CANARY);
    const { log, spans } = await stage.close();
    for (const { path } of api.operations)
      expect(log).toContain(`"route":"${path.replaceAll(/\{(\w+)\}/g, ':$1')}"`);
    expect(log).toContain('"level":"debug"');
    expect(spans).toBeGreaterThan(500);
    expect(stage.leaks).toEqual([]);
  }, 60_000);
});
