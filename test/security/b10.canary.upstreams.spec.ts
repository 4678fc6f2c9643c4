import { setTimeout } from 'node:timers/promises';
import { CHAT_COMPLETIONS, type Endpoint, MESSAGES, QUERY } from '../support/endpoints.js';
import { type LyingUpstream, startLyingUpstream } from '../support/lying.upstream.js';
import { CANARY, CanaryStage, type Request } from './canary.stage.js';

const SAID = JSON.stringify({
  type: 'error',
  error: { message: CANARY, type: CANARY, code: CANARY, param: CANARY },
});

/** An HTTP response with canaries in its reason, its headers and its body. */
function response(status: number, body: string, type = 'application/json', more = ''): string {
  const head = `HTTP/1.1 ${status} ${CANARY}\r\nx-request-id: ${CANARY}\r\nx-${CANARY}: ${CANARY}\r\nset-cookie: a=${CANARY}`;
  return `${head}\r\ncontent-type: ${type}\r\n${more}content-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`;
}

const stream = (...frames: string[]) => response(200, frames.join(''), 'text/event-stream');

/** Responses that a drop-in endpoint passes on as they are: errors that a provider tells, and what it calls success. */
const TOLD: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [400, 401, 403, 404, 408, 409, 413, 418, 422, 429, 451, 500, 502, 503, 504, 529].map((status) => [
      `an error ${status}`,
      response(status, SAID, 'application/json', 'retry-after: 3600\r\n'),
    ]),
  ),
  'an error that is a page': response(500, `<html>${CANARY}</html>`, `text/${CANARY}`),
  'an error as a success': response(200, SAID),
  'a success that is no JSON': response(200, CANARY),
  'a success of another shape': response(
    200,
    JSON.stringify({ [CANARY]: CANARY, choices: CANARY, content: CANARY }),
  ),
  'a success of another type': response(200, CANARY, `application/${CANARY}`),
  'an error in a stream': stream(`event: error\ndata: ${SAID}\n\n`),
  'a stream that is no JSON': stream(`data: ${CANARY}\n\n`, `event: ${CANARY}\ndata: {"${CANARY}":1}\n\n`),
  'a stream of something else': stream(`data: {"choices":"${CANARY}","type":"${CANARY}"}\n\n`),
};

/** What is no response that could be passed on. */
const BROKEN: Readonly<Record<string, string>> = {
  'no HTTP': `${CANARY}\r\n\r\n`,
  'half a head': `HTTP/1.1 200 OK\r\nx-a: ${CANARY}`,
  'a broken header': `HTTP/1.1 200 OK\r\n${CANARY}\r\n\r\n`,
  'a length that is none': `HTTP/1.1 200 OK\r\ncontent-length: ${CANARY}\r\n\r\n`,
  'a redirection': response(302, '', 'text/html', `location: http://127.0.0.1:9/${CANARY}\r\n`),
  nothing: '',
};

/** Each provider by each way to ask it. A model of its own for each request, else its breaker would answer. */
let asked = 0;
const ASKING: Readonly<Record<string, () => Request>> = Object.fromEntries([
  ...[QUERY, CHAT_COMPLETIONS, MESSAGES].flatMap((endpoint) =>
    [false, true].map((streams) => [
      `${endpoint.path}${streams ? ', streamed' : ''}`,
      () => questionAt(endpoint, streams, {}),
    ]),
  ),
  ['the other provider', () => questionAt(QUERY, false, { provider: 'anthropic' })],
  ['the other provider, streamed', () => questionAt(QUERY, true, { provider: 'anthropic' })],
  ['models', (): Request => ({ method: 'GET', path: '/v1/models' })],
]) as Readonly<Record<string, () => Request>>;

function questionAt({ path, body }: Endpoint, streams: boolean, more: object): Request {
  const model = `${CANARY}-${asked++}`;
  return { method: 'POST', path, body: { ...body(`Why? ${model}`, streams), model, ...more } };
}

/** B10, of what providers say when they fail: in no log line, metric, trace, nor error body of ours. */
describe('what a provider says', () => {
  let upstream: LyingUpstream;
  let stage: CanaryStage;
  beforeAll(async () => {
    upstream = await startLyingUpstream('http://127.0.0.1:9');
    stage = await CanaryStage.open({
      ...{ OPENAI_BASE_URL: `${upstream.url}/v1`, ANTHROPIC_BASE_URL: upstream.url },
      ...{ REQUEST_TIMEOUT_MS: '2000', DROP_IN_TIMEOUT_MS: '2000', SEMANTIC_MODE: 'off' },
    });
  }, 60_000);
  afterAll(async () => {
    await stage.sweep();
    await upstream.close();
  });

  it.each([
    ...Object.entries(TOLD).map(([what, lie]) => ({ what, lie, isPassedOn: true })),
    ...Object.entries(BROKEN).map(([what, lie]) => ({ what, lie, isPassedOn: false })),
  ])('is in no error body of ours: $what', async ({ what, lie, isPassedOn }) => {
    upstream.lie(lie);
    for (const [way, request] of Object.entries(ASKING)) {
      const made = request();
      const status = await stage.ask(`${what} (${way})`, made, isPassedOn && made.path.startsWith('/v1/'));
      if (!isPassedOn) expect([way, status]).toEqual([way, 502]);
    }
    expect(stage.leaks).toEqual([]);
  });

  it.each([
    ['gpt-4.1-mini', 'a success that is no JSON', false],
    ['gpt-4.1', 'a stream that is no JSON', true],
    ['gpt-4.1-nano', 'an error that is a page', true],
    ['gpt-5-nano', 'no HTTP', false],
  ])('is in no line that tells that %s is left alone: %s', async (model, lie, stream) => {
    upstream.lie({ ...TOLD, ...BROKEN }[lie]);
    const question = { query: 'Why?', model, stream, use_cache: false };
    const ask = () => stage.ask(lie, { method: 'POST', path: QUERY.path, body: question });
    // A breaker opens at 20 calls. Its line is written a moment later.
    await Promise.all(Array.from({ length: 24 }, ask));
    await setTimeout(500);
    const told = `"part":"llm:openai:${model}","state":"down"`;
    expect(stage.service.output().includes(told)).toBe(true);
    expect(stage.leaks).toEqual([]);
  });

  it('is nowhere else either', async () => {
    const { log, spans } = await stage.close();
    for (const code of ['upstream_auth', 'upstream_refused', 'upstream_failed', 'upstream_unreachable'])
      expect(log).toContain(`"code":"${code}"`);
    expect(spans).toBeGreaterThan(300);
    expect(stage.leaks).toEqual([]);
  }, 60_000);
});

/** Addresses and passwords of servers that are away, so that every failure of theirs is survived and told. */
const AWAY = {
  ...{ ENTRY_STORE: 'redis', SOURCE_REGISTRY: 'redis', VECTOR_INDEX: 'qdrant', FLIGHT_BOARD: 'redis' },
  ...{ REDIS_URL: `redis://${CANARY}:${CANARY}@127.0.0.1:9`, KEY_PREFIX: CANARY },
  ...{ QDRANT_URL: 'http://127.0.0.1:9', QDRANT_API_KEY: CANARY },
  ...{ EMBEDDER: 'openai', EMBEDDING_BASE_URL: 'http://127.0.0.1:9/v1', EMBEDDING_API_KEY: CANARY },
  ...{
    EMBEDDING_MODEL: CANARY,
    OPENAI_BASE_URL: 'http://127.0.0.1:9/v1',
    ANTHROPIC_BASE_URL: 'http://127.0.0.1:9',
  },
};

describe('what an operator says of servers that are away', () => {
  it('is nowhere to be read', async () => {
    const stage = await CanaryStage.open(AWAY);
    try {
      for (const request of Object.values(ASKING)) await stage.ask('with everything away', request());
      await stage.ask('health', { method: 'GET', path: '/health' });
      await stage.ask('a purge', { method: 'POST', path: '/api/v1/purge', body: { namespace: CANARY } });
      const { log } = await stage.close();
      expect(log).toContain('part state changed');
      expect(stage.leaks).toEqual([]);
    } finally {
      await stage.sweep();
    }
  }, 60_000);
});
