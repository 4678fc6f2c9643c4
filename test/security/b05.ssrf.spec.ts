import { isDropInPath } from '../../apps/api/src/wire/drop-in.routes.js';
import { usesMemory } from '../../apps/api/src/documentation/operations.js';
import { examplesOf, requestBodyOf } from '../../apps/api/testing/api-document.js';
import { ACME_KEY, basics, openStage, SEMANTIC, type Stage } from '../e2e/stage.js';
import { type Canary, startCanary } from '../support/canary.js';
import { type LyingUpstream, startLyingUpstream } from '../support/lying.upstream.js';
import { sendRaw } from '../support/raw-http.js';
import { type Service, startService } from '../support/service.js';
import { apiDocument } from './documented.js';

/** What other gateways have been talked into, in a body or in a query string. */
const MEMBERS = [
  ...[
    'base_url',
    'baseURL',
    'api_base',
    'api_url',
    'url',
    'endpoint',
    'host',
    'server',
    'target',
    'upstream',
  ],
  ...['proxy', 'proxies', 'http_proxy', 'webhook', 'callback_url', 'custom_llm_provider', 'azure_endpoint'],
  ...['extra_body', 'extra_headers', 'provider_config', 'organization', 'aws_bedrock_runtime_endpoint'],
];
const HEADERS = [
  ...[
    'x-forwarded-host',
    'x-forwarded-server',
    'x-original-host',
    'x-host',
    'x-original-url',
    'x-rewrite-url',
  ],
  ...['x-api-base', 'x-base-url', 'x-upstream', 'x-target-url', 'openai-base-url', 'anthropic-base-url'],
  ...['helicone-target-url', 'x-portkey-custom-host', 'x-http-destinationurl', 'location', 'destination'],
  ...['http-proxy', 'https-proxy', 'proxy', 'forwarded', 'x-proxy', 'via', 'referer', 'origin'],
];

interface Call {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

/** All that has an upstream asked, as the API document shows it. */
async function forwarding(): Promise<Call[]> {
  const { operations } = await apiDocument();
  return operations
    .filter((one) => usesMemory(one) || isDropInPath(one.path))
    .map((one) => ({
      ...{ method: one.method.toUpperCase(), path: one.path },
      body: examplesOf(requestBodyOf(one) ?? {})[0],
    }));
}

/** B5: a caller has no say in where calls go, and nobody else has once the operator said it. */
describe('a server that is none of the configured ones', () => {
  let calls: Call[];
  let canary: Canary;
  beforeAll(async () => {
    calls = await forwarding();
    canary = await startCanary();
  });
  afterAll(() => canary.close());

  it('would notice a visit', async () => {
    const watched = await startCanary();
    await fetch(`${watched.url}/here`);
    expect(watched.visits).toEqual(['', expect.stringMatching(/^GET \/here /)]);
    await watched.close();
  });

  describe('that callers name', () => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await openStage(SEMANTIC);
    });
    afterAll(() => stage.close());

    const send = async ({ method, path, body }: Call, headers: Record<string, string> = {}) =>
      stage.service.request(method, path, {
        ...{ key: ACME_KEY, body },
        headers: { 'cache-control': 'no-cache', ...headers },
      });

    it('in a body is never visited', async () => {
      const values = [canary.url, `${canary.url}/v1`, { base_url: canary.url, http: canary.url }];
      for (const call of calls.filter(({ body }) => body))
        for (const member of MEMBERS)
          for (const value of values) {
            const { status } = await send({ ...call, body: { ...(call.body as object), [member]: value } });
            const fine = isDropInPath(call.path) ? 200 : 400;
            expect([call.path, member, status]).toEqual([call.path, member, fine]);
          }
      expect(canary.visits).toEqual([]);
    });

    it('in a query string or a header is never visited', async () => {
      for (const call of calls) {
        const search = new URLSearchParams(MEMBERS.map((member): [string, string] => [member, canary.url]));
        expect((await send({ ...call, path: `${call.path}?${search.toString()}` })).status).toBe(200);
        for (const value of [canary.url, canary.host, `host=${canary.host}`]) {
          const headers = Object.fromEntries(HEADERS.map((name) => [name, value]));
          expect((await send(call, headers)).status).toBe(200);
        }
      }
      expect(canary.visits).toEqual([]);
    });

    it('as the host or in the request line is never visited', async () => {
      for (const { method, path, body } of calls)
        for (const target of [
          path,
          `${canary.url}${path}`,
          `//${canary.host}${path}`,
          `@${canary.host}${path}`,
        ]) {
          const sent = body === undefined ? '' : JSON.stringify(body);
          const head = [
            ...[`${method} ${target} HTTP/1.1`, `Host: ${canary.host}`, `X-API-Key: ${ACME_KEY}`],
            ...[
              'Content-Type: application/json',
              `Content-Length: ${Buffer.byteLength(sent)}`,
              'Connection: close',
            ],
          ];
          expect(await sendRaw(stage.service.url, `${head.join('\r\n')}\r\n\r\n${sent}`)).toMatch(
            /^HTTP\/1\.1 [24]/,
          );
        }
      expect(canary.visits).toEqual([]);
    });
  });

  describe('that an upstream leads to', () => {
    let stage: Stage;
    let upstream: LyingUpstream;
    let service: Service;
    beforeAll(async () => {
      stage = await openStage(SEMANTIC);
      upstream = await startLyingUpstream(stage.simulator.url);
      service = await startService({
        ...basics(stage.simulator),
        ...{ OPENAI_BASE_URL: `${upstream.url}/v1`, ANTHROPIC_BASE_URL: upstream.url },
      });
    });
    afterAll(async () => {
      await service.stop();
      await upstream.close();
      await stage.close();
    });

    it.each([301, 302, 303, 307, 308])(
      'by a %i is never visited, and its address told to nobody',
      async (status) => {
        upstream.lie(
          `HTTP/1.1 ${status} Elsewhere\r\nLocation: ${canary.url}/v1\r\nContent-Length: 0\r\n\r\n`,
        );
        for (const { method, path, body } of calls) {
          const headers = { 'cache-control': 'no-cache' };
          const answer = await service.request(method, path, { key: ACME_KEY, body, headers });
          expect([path, answer.status]).toEqual([path, 502]);
          expect(JSON.stringify([answer.headers, answer.body])).not.toContain(canary.host);
        }
        expect(canary.visits).toEqual([]);
      },
    );

    it.each(['Refresh: 0; url=', 'Content-Location: ', 'Alt-Svc: h2=', 'Link: '])(
      'by a header is never visited: %s',
      async (header) => {
        upstream.lie(`HTTP/1.1 200 OK\r\n${header}${canary.url}\r\nContent-Length: 2\r\n\r\n{}`);
        for (const { method, path, body } of calls)
          await service.request(method, path, { key: ACME_KEY, body });
        expect(canary.visits).toEqual([]);
      },
    );
  });

  it('is told nothing when it is the other provider: a key goes to its own', async () => {
    const stage = await openStage(SEMANTIC);
    const { headers } = await lastCall(stage, '/v1/chat/completions');
    expect(JSON.stringify(headers)).not.toContain('sk-ant-simulated');
    const { headers: others } = await lastCall(stage, '/v1/messages');
    expect(JSON.stringify(others)).not.toContain('sk-simulated');
    await stage.close();
  });

  async function lastCall({ service, simulator }: Stage, path: string) {
    const { method, body } = calls.find((call) => call.path === path)!;
    await service.request(method, path, { key: ACME_KEY, body });
    return simulator.calls().recent.at(-1)!;
  }
});
