import { Readiness } from '@app/health';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ResponseObject } from '@nestjs/swagger';
import { type Simulator, startSimulator, upstreamsAt } from '../../../../test/support/simulator.js';
import { ApiDocument, examplesOf, requestBodyOf } from '../../testing/api-document.js';
import { DocumentedResponses, type Response } from '../../testing/documented.responses.js';
import { parseEventStream } from '../../testing/event-stream.js';
import { realApp } from '../../testing/real-app.js';
import { type Operation, responsesOf, usesMemory } from './operations.js';

const KEY = 'acme-key-0123456789-abcdefgh';
/** It opens no route that is tried with it. */
const POWERLESS = 'powerless-0123456789-abcdefgh';
/** Its tenant may send one request a minute. */
const SCARCE = 'scarce-key-0123456789-abcdefg';
const AS_ACME = { authorization: `Bearer ${KEY}` };
/** Another tenant's. */
const RIVAL = 'rival-key-0123456789-abcdefgh';
const AS_RIVAL = { authorization: `Bearer ${RIVAL}` };
const NO_ENTRY = '01K4ZB3N8T8Q0W6J7V2M5C9XRD';

interface Call {
  readonly headers?: Readonly<Record<string, string>>;
  readonly payload?: unknown;
  readonly query?: string;
  /** Values of the path's parameters. */
  readonly path?: Readonly<Record<string, string>>;
}
type Send = (method: string, path: string, call?: Call) => Promise<Response>;

/** How a route is brought to succeed where its examples alone don't do it. A new route may need a line here. */
const SITUATIONS: Readonly<Record<string, (send: Send) => Promise<Call>>> = {
  'get /api/v1/entries/{id}': async (send) => ({ path: { id: await anEntry(send) } }),
  'head /api/v1/entries/{id}': async (send) => ({ path: { id: await anEntry(send) } }),
  'delete /api/v1/entries/{id}': async (send) => ({ path: { id: await anEntry(send) } }),
  'delete /api/v1/keys/{id}': async (send) => ({ path: { id: await aKey(send) } }),
  'get /api/v1/purges/{number}': async (send) => ({ path: { number: await aPurge(send) } }),
  'head /api/v1/purges/{number}': async (send) => ({ path: { number: await aPurge(send) } }),
};

/** How a route is asked for what is not there, where an id that nobody has does not do it. */
const ABSENT: Readonly<Record<string, (send: Send) => Promise<Call>>> = {
  'delete /api/v1/entries/{id}': async (send) => ({ path: { id: await anEntry(send, AS_RIVAL) } }),
};

/** Statuses that no request can bring about here. */
const NOT_SEEN: Readonly<Record<string, string>> = {
  202: 'a purge that no copy of the registry has: http.spec.ts',
  408: 'a request that never ends: test/chaos/a22',
  431: 'headers that are too large: test/security/b15',
  500: 'a bug',
};
/** The same for one operation. */
const NOT_SEEN_AT: Readonly<Record<string, string>> = {
  'post /api/v1/query 404': 'a model that no upstream serves: test/e2e/upstreams',
};
/** Only a store that is down brings them about: test/integration. */
const WHEN_STORES_BREAK: readonly string[] = ['store_unavailable', 'auth_unavailable'];

async function anEntry(send: Send, as = AS_ACME): Promise<string> {
  const payload = { query: `Where is entry ${Math.random()}?` };
  await send('post', '/api/v1/query', { payload, headers: as });
  const { headers } = await send('post', '/api/v1/query', { payload, headers: as });
  return String(headers['x-cache-entry']);
}

async function aPurge(send: Send): Promise<string> {
  const payload = { namespace: 'help-centre', tags: ['faq'], query: 'Who?', model: 'm', writer: 'w' };
  const { body } = await send('post', '/api/v1/purge', { payload });
  return String((JSON.parse(body) as { number: number }).number);
}

async function aKey(send: Send): Promise<string> {
  const { body } = await send('post', '/api/v1/keys', { payload: { tenant: 'acme', scopes: ['query'] } });
  return (JSON.parse(body) as { id: string }).id;
}

function sendTo(service: NestFastifyApplication): Send {
  return (method, template, { headers = AS_ACME, payload, path = {}, query = '' } = {}) =>
    service.inject({
      method: method.toUpperCase() as 'GET',
      url: template.replaceAll(/\{(\w+)\}/g, (_, name: string) => path[name] ?? NO_ENTRY) + query,
      headers,
      payload: payload as object | string | undefined,
    });
}

/** The examples of an operation's body; for one without a body, that it has none. */
function payloadsOf(operation: Operation): unknown[] {
  const body = requestBodyOf(operation);
  return body ? examplesOf(body) : [undefined];
}

describe('what the service answers is what its document says', () => {
  let simulator: Simulator;
  let app: NestFastifyApplication;
  let unconfigured: NestFastifyApplication;
  let api: ApiDocument;
  let documented: DocumentedResponses;
  const seen = new Set<string>();

  beforeAll(async () => {
    simulator = await startSimulator();
    const API_KEYS = `acme:${KEY}:query+read+purge+feedback+metrics+admin,acme:${POWERLESS}:feedback,scarce:${SCARCE},rival:${RIVAL}`;
    app = await realApp({
      ...{ API_KEYS, KEY_PEPPER: 'a-pepper-of-32-characters-at-least', KEY_STORE: 'memory' },
      ...{ CORS_ORIGINS: 'https://app.example.com', TENANT_LIMITS: 'scarce:requests_per_minute=1' },
      ...{ REQUEST_TIMEOUT_MS: '2000', DROP_IN_TIMEOUT_MS: '2000' },
      ...upstreamsAt(simulator.url),
    });
    unconfigured = await realApp({ API_KEYS });
    api = await ApiDocument.of(app);
    documented = new DocumentedResponses(api);
  });
  beforeEach(() => simulator.behave({}));
  afterAll(async () => {
    await app.close();
    await unconfigured.close();
    await simulator.close();
  });

  /** Sends it, and holds the response against the document. */
  async function ask(operation: Operation, sent: Call = {}, service = app): Promise<Response> {
    const { method, path } = operation;
    const response = await sendTo(service)(method, path, sent);
    const faults = documented.faultsOf(operation, response);
    if (faults.length > 0) expect({ method, path, sent, body: response.body, faults }).toBe('as documented');
    seen.add(`${method} ${path} ${response.statusCode}`);
    return response;
  }
  const statusOf = async (operation: Operation, sent?: Call) => (await ask(operation, sent)).statusCode;

  const guarded = () => api.operations.filter((operation) => operation.documented.security?.length !== 0);
  const questions = () => api.operations.filter(usesMemory);
  const forwarding = () => [
    ...questions(),
    ...['get', 'head'].map((method) => api.operation(method, '/v1/models')),
  ];
  const FRESH = { ...AS_ACME, 'cache-control': 'no-cache' };

  it('on every operation, for every example', async () => {
    const calls = api.operations.flatMap((operation) =>
      payloadsOf(operation).map((payload) => ({ operation, payload })),
    );
    for (const { operation, payload } of calls) {
      const situation = await SITUATIONS[`${operation.method} ${operation.path}`]?.(sendTo(app));
      const status = await statusOf(operation, { payload, ...situation });
      expect([operation.path, payload, Math.floor(status / 100)]).toEqual([operation.path, payload, 2]);
    }
  });

  it('to browsers', async () => {
    const headers = { ...AS_ACME, origin: 'https://app.example.com' };
    for (const operation of api.operations) {
      const response = await ask(operation, { headers, payload: payloadsOf(operation)[0] });
      expect(response.headers['access-control-allow-origin']).toBe('https://app.example.com');
    }
  });

  it('to who has no key, and to whose key may not', async () => {
    for (const operation of guarded()) {
      const [payload] = payloadsOf(operation);
      expect(await statusOf(operation, { payload, headers: {} })).toBe(401);
      expect(await statusOf(operation, { payload, headers: { 'x-api-key': POWERLESS } })).toBe(403);
    }
  });

  it('to whose limit is used up', async () => {
    const headers = { 'x-api-key': SCARCE };
    for (const operation of guarded()) {
      const sent = { payload: payloadsOf(operation)[0], headers };
      await ask(operation, sent);
      const refused = await ask(operation, sent);
      expect([refused.statusCode, refused.headers['ratelimit-policy']]).toEqual([
        429,
        '"tenant_requests_per_minute";q=1;w=60',
      ]);
    }
  });

  it('to query parameters that no route has', async () => {
    const takesQuery = ({ method, path }: Operation) => method !== 'post' && path.startsWith('/api/');
    for (const operation of api.operations.filter(takesQuery)) {
      const { statusCode, body } = await ask(operation, { query: '?nothing=1' });
      expect([operation.path, statusCode]).toEqual([operation.path, 400]);
      if (operation.method === 'head') continue;
      expect(JSON.parse(body)).toMatchObject({ errors: [{ path: 'nothing', message: expect.any(String) }] });
    }
  });

  it('to bodies that no contract takes', async () => {
    const headers = { ...AS_ACME, 'content-type': 'application/json' };
    const huge = JSON.stringify({ query: 'x'.repeat(34_000_000) });
    const readers = api.operations.filter(({ method }) => method !== 'get' && method !== 'head');
    for (const operation of readers) {
      expect(await statusOf(operation, { headers, payload: '{' })).toBe(400);
      expect(await statusOf(operation, { headers, payload: huge })).toBe(413);
      const asText = { ...AS_ACME, 'content-type': 'text/plain' };
      expect(await statusOf(operation, { headers: asText, payload: '{}' })).toBe(415);
    }
    const wrong = readers
      .filter(requestBodyOf)
      .flatMap((operation) => ['[]', '{}', 'null', '""'].map((payload) => ({ operation, payload })));
    for (const { operation, payload } of wrong)
      expect(await statusOf(operation, { headers, payload })).toBe(400);
  });

  it('to who asks for what is not there', async () => {
    const finders = api.operations.filter(({ method, path }) => `${method} ${path}` in ABSENT);
    for (const operation of finders) {
      const absent = await ABSENT[`${operation.method} ${operation.path}`]?.(sendTo(app));
      expect(await statusOf(operation, absent)).toBe(404);
    }
  });

  it('to who asks for stored keys where there are none', async () => {
    const administering = api.operations.filter(({ path }) => path.startsWith('/api/v1/keys'));
    for (const operation of administering) {
      const [payload] = payloadsOf(operation);
      const path = { id: '0K2m9XcQbT4vLw8Zr' };
      expect((await ask(operation, { payload, path }, unconfigured)).statusCode).toBe(503);
    }
  });

  it('in every way of answering from memory', async () => {
    for (const operation of questions()) {
      const text = `How long do refunds of ${operation.path} take?`;
      const [example] = payloadsOf(operation) as [object];
      const payload =
        'query' in example ? { query: text } : { ...example, messages: [{ role: 'user', content: text }] };
      // Vectors are never streamed: there it would be a member like any other.
      const streamed = operation.path === '/v1/embeddings' ? {} : { stream: true };
      const cacheStatus = async (cacheControl?: string, more: object = {}) => {
        const headers = cacheControl ? { ...AS_ACME, 'cache-control': cacheControl } : AS_ACME;
        const response = await ask(operation, { headers, payload: { ...payload, ...more } });
        return response.headers['x-cache-status'];
      };
      expect([
        ...[await cacheStatus('only-if-cached'), await cacheStatus('no-store'), await cacheStatus()],
        ...[await cacheStatus(), await cacheStatus(undefined, streamed), await cacheStatus('no-cache')],
        await cacheStatus('no-cache', streamed),
        await cacheStatus(undefined, { cache: { mode: 'off' } }),
      ]).toEqual(['MISS', 'MISS', 'MISS', 'HIT', 'HIT', 'REFRESH', 'REFRESH', 'BYPASS']);
    }
  });

  it('as events', async () => {
    const question = api.operation('post', '/api/v1/query');
    const payload = { query: 'How is a stream told?', stream: true };
    const { events, comments } = parseEventStream((await ask(question, { payload })).body);
    expect(events.flatMap(({ name, data }) => eventFaults(name, data))).toEqual([]);
    expect([events.at(-1)?.name, comments]).toEqual(['done', [': ragcache; fwd=miss; stored']]);
    simulator.behave({ cutAfterBytes: 900 });
    const cut = await ask(question, { payload: { ...payload, query: 'How is a broken stream told?' } });
    const { last } = parseEventStream(cut.body);
    expect([last?.name, eventFaults('error', last!.data)]).toEqual(['error', []]);
  });

  /** OpenAPI 3.1 has no schema of events: they are said to be a text, the body without its text, and the problem. */
  function eventFaults(name: string, data: object): string[] {
    if (name === 'delta') return Object.keys(data).join() === 'text' ? [] : ['is no text'];
    const isDone = name === 'done';
    const schema = isDone ? 'QueryResponse' : 'ProblemBody';
    return api.faultsAt(['components', 'schemas', schema], isDone ? { response: '', ...data } : data);
  }

  it.each([400, 401, 403, 404, 408, 413, 422, 429, 500, 502, 503, 504, 529])(
    'when the provider answers with %i',
    async (status) => {
      simulator.behave({ status, retryAfter: 1 });
      for (const operation of forwarding()) {
        const [payload] = payloadsOf(operation);
        expect(await statusOf(operation, { payload, headers: FRESH })).toBeGreaterThanOrEqual(400);
      }
    },
  );

  it('when the provider is silent, hangs up, or was never configured', async () => {
    const statuses = async (service = app) => {
      const responses = forwarding().map((operation) =>
        ask(operation, { payload: payloadsOf(operation)[0], headers: FRESH }, service),
      );
      return [...new Set((await Promise.all(responses)).map(({ statusCode }) => statusCode))];
    };
    expect(await statuses(unconfigured)).toEqual([503]);
    simulator.behave({ stall: 'before-headers' });
    expect(await statuses()).toEqual([504]);
    simulator.behave({ cutAfterBytes: 0 });
    expect(await statuses()).toEqual([502]);
  });

  it('to probes of a service that is leaving', async () => {
    unconfigured.get(Readiness).drain();
    for (const method of ['get', 'head']) {
      const { statusCode } = await ask(api.operation(method, '/health/ready'), {}, unconfigured);
      expect(statusCode).toBe(503);
    }
  });

  it('and nothing stands in the document that was not seen here', () => {
    const unseen = api.operations.flatMap((operation) =>
      responsesOf(operation)
        .filter(([status, response]) => isToBeSeen(status, response))
        .map(([status]) => `${operation.method} ${operation.path} ${status}`)
        .filter((response) => !seen.has(response) && !(response in NOT_SEEN_AT)),
    );
    expect(unseen).toEqual([]);
    expect(seen.size).toBeGreaterThan(api.operations.length);
  });
});

function isToBeSeen(status: string, { content = {} }: ResponseObject): boolean {
  const codes = Object.values(content).flatMap(({ examples = {} }) => Object.keys(examples));
  // What isn't HTTP never gets as far as here.
  const isBare = status === '400' && codes.length === 0;
  const isOfStores = codes.length > 0 && codes.every((code) => WHEN_STORES_BREAK.includes(code));
  return !(status in NOT_SEEN) && !status.endsWith('XX') && !isBare && !isOfStores;
}
