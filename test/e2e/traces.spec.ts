import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { startCollector, type CollectedSpan, type Collector } from '../support/collector.js';
import { ACME_KEY, openStage, SEMANTIC, type Stage } from './stage.js';

/** Stands in every text that is anybody's business but ours. */
const CANARY = 'CANARY';
const CALLERS_TRACE = '0af7651916cd43dd8448eb211c80319c';
const CALLERS_SPAN = 'b7ad6b7169203331';

const QUESTION = `How do I enable ${CANARY} mode?`;

/** Asked one after the other by a caller who puts its canary wherever it can. */
async function play({ service, simulator }: Stage, collector: Collector): Promise<void> {
  const headers = {
    'x-request-id': 'first',
    traceparent: `00-${CALLERS_TRACE}-${CALLERS_SPAN}-01`,
    tracestate: `vendor=${CANARY}`,
    baggage: `who=${CANARY}`,
  };
  const facts = { namespace: CANARY, system: CANARY, context: [{ id: CANARY, text: CANARY }] };
  const cache = { tags: [CANARY] };
  await service.ask({ query: QUESTION, ...facts, cache }, ACME_KEY, { headers });
  await service.ask({ query: QUESTION, ...facts, cache }, ACME_KEY, {
    headers: { 'x-request-id': 'second' },
  });
  await service.ask({ query: `Who is ${CANARY}?`, model: CANARY, use_cache: false }, ACME_KEY);
  const message = { role: 'user', content: `Tell me of ${CANARY}.` };
  await service.request('POST', '/v1/chat/completions', {
    key: ACME_KEY,
    body: { model: 'gpt-4.1-mini', stream: true, messages: [message] },
  });
  simulator.behave({ status: 400 });
  await service.ask({ query: `Why does ${CANARY} fail?` }, ACME_KEY, {
    headers: { 'x-request-id': 'failed' },
  });
  await service.request('GET', `/${CANARY}?${CANARY}`, { key: CANARY });
  await service.request('GET', '/health/live');
  await service.stop();
  expect(collector.spans().length).toBeGreaterThan(0);
}

describe('traces', () => {
  let stage: Stage;
  let collector: Collector;
  let spans: CollectedSpan[];
  let log: string;

  const requestSpan = (id: string) =>
    spans.find(({ kind, attributes }) => kind === 2 && attributes['ragcache.request_id'] === id)!;
  const below = (parent: CollectedSpan) => spans.filter(({ parentSpanId }) => parentSpanId === parent.spanId);
  const namesBelow = (parent: CollectedSpan) => below(parent).map(({ name }) => name);

  beforeAll(async () => {
    collector = await startCollector();
    stage = await openStage({
      ...SEMANTIC,
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-collector-key=s3cret',
      OTEL_SERVICE_NAME: 'answers',
    });
    await play(stage, collector);
    log = stage.service.output();
    spans = collector.spans();
  }, 60_000);
  afterAll(async () => {
    await stage.simulator.close();
    await collector.close();
  });

  it("continue the caller's trace with a span per request, and one below it for each step and the model", () => {
    const first = requestSpan('first');
    expect(first).toMatchObject({
      ...{ name: 'POST /api/v1/query', traceId: CALLERS_TRACE, parentSpanId: CALLERS_SPAN, isError: false },
      attributes: {
        'http.request.method': 'POST',
        'http.route': '/api/v1/query',
        'http.response.status_code': 200,
        'gen_ai.provider.name': 'openai',
        'ragcache.outcome': 'miss',
        'ragcache.stored': true,
        'ragcache.tenant': 'acme',
      },
    });
    expect(namesBelow(first).sort()).toEqual(
      ['chat gpt-4.1-mini', 'ragcache.decide', 'ragcache.embed', 'ragcache.lookup', 'ragcache.search'].sort(),
    );
    for (const span of below(first)) {
      expect(span.startMs).toBeGreaterThanOrEqual(first.startMs);
      expect(span.endMs).toBeLessThanOrEqual(first.endMs);
      expect(span.endMs).toBeGreaterThanOrEqual(span.startMs);
    }
  });

  it('tell of a model call as the conventions for generative AI have it', () => {
    const call = below(requestSpan('first')).find(({ kind }) => kind === 3)!;
    expect(call.attributes).toEqual({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-4.1-mini',
      'gen_ai.response.finish_reasons': ['stop'],
      'gen_ai.usage.input_tokens': expect.any(Number),
      'gen_ai.usage.output_tokens': expect.any(Number),
      'ragcache.cost_usd': expect.any(Number),
    });
  });

  it('tell of a hit that no model was asked', () => {
    const second = requestSpan('second');
    expect(second.attributes).toMatchObject({ 'ragcache.outcome': 'hit_exact', 'ragcache.tier': 'exact' });
    expect(second.traceId).not.toBe(CALLERS_TRACE);
    expect(namesBelow(second)).toEqual(['ragcache.lookup']);
  });

  it('tell of failures by their kind', () => {
    const failed = requestSpan('failed');
    expect(failed.attributes).toMatchObject({
      'http.response.status_code': 422,
      'ragcache.outcome': 'refused',
    });
    const call = below(failed).find(({ kind }) => kind === 3)!;
    expect(call).toMatchObject({ isError: true, attributes: { 'error.type': 'upstream_refused' } });
  });

  it('know drop-in requests, models by names that configuration knows, and no path that is no route', () => {
    const names = spans.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['POST /v1/chat/completions', 'chat other', 'GET unmatched']),
    );
    expect(names.filter((name) => name.includes('health'))).toEqual([]);
  });

  it('never hold a text of the caller or the model', () => {
    expect(collector.received()).not.toContain(CANARY);
    expect(collector.received()).toContain('answers');
  });

  it('reach a collector that wants a key, and are named in the log', () => {
    expect(collector.headers()[0]).toMatchObject({ 'x-collector-key': 's3cret' });
    expect(log).toMatch(new RegExp(`"request_id":"first".*"trace_id":"${CALLERS_TRACE}"`));
  });
});

describe('without a collector', () => {
  // Its API alone is a part of prom-client.
  it('nothing of OpenTelemetry is loaded', () => {
    const script = `
      require('reflect-metadata');
      require('./dist/apps/api/src/app.module.js');
      const files = Object.keys(require.cache);
      console.log(files.length, files.filter((file) => /@opentelemetry.(?!api)/.test(file)).length);`;
    const printed = execFileSync(process.execPath, ['-e', script], {
      cwd: join(__dirname, '../..'),
      encoding: 'utf8',
    });
    const [loaded, traced] = printed.trim().split(' ').map(Number);
    expect(loaded).toBeGreaterThan(100);
    expect(traced).toBe(0);
  });

  it('that can be reached, the service answers, and ends when it is told to', async () => {
    const { service, simulator } = await openStage({
      ...SEMANTIC,
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
    });
    const { status } = await service.ask({ query: 'Who is on call?' }, ACME_KEY);
    expect(status).toBe(200);
    expect(await service.stop()).toBe(0);
    await simulator.close();
  }, 60_000);
});
