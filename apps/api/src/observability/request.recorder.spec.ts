import { anEntry } from '@app/core/testing';
import type { CacheOutcome, QueryResult } from '@app/query';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PinoLogger } from 'nestjs-pino';
import { Registry } from 'prom-client';
import { InFlight } from '../request/request.observer.js';
import { ReportedAnswer } from '../request/reported.answer.js';
import { ReportedEmbeddings } from '../request/reported.embeddings.js';
import { LoggingInterceptor } from './logging.interceptor.js';
import { MetricsInterceptor } from './metrics.interceptor.js';
import { RequestMetrics } from './request.metrics.js';
import { RequestRecorder } from './request.recorder.js';
import { NoTracing } from './tracing/tracing.js';

const CANARY = 'CANARY';

/** A question full of texts that nobody but the actor may see, observed as the route does. */
async function observed(cache: CacheOutcome, status = 200, reported?: ReportedEmbeddings) {
  const registry = new Registry();
  const lines: Record<string, unknown>[] = [];
  const write = (level: string) => (fields: object) => lines.push({ level, ...fields });
  const logger = { debug: write('debug'), info: write('info'), warn: write('warn') } as unknown as PinoLogger;
  const inFlight = new InFlight();
  const recorder = new RequestRecorder(new RequestMetrics(registry), logger, inFlight, new NoTracing());
  const request = {
    ...{ id: 'r-1', method: 'POST', is404: false, routeOptions: { url: '/api/v1/query' } },
    ...{
      url: `/api/v1/query?${CANARY}`,
      headers: { 'x-api-key': CANARY },
      body: { query: CANARY, model: CANARY },
    },
    principal: { tenant: 'acme', keyId: 'abcd1234', scopes: new Set() },
  } as unknown as FastifyRequest;
  recorder.arrived(request);
  const during = inFlight.count;
  const { answer } = anEntry().payload;
  const result: QueryResult = {
    answer: { ...answer, text: CANARY, raw: { text: CANARY }, model: CANARY },
    ...{ cache, timings: { exact: 0.1 } },
  };
  for (const interceptor of [new LoggingInterceptor(), new MetricsInterceptor()]) {
    interceptor.observe(reported ?? new ReportedAnswer(result), request.observation);
  }
  recorder.answered(request, { statusCode: status } as FastifyReply);
  recorder.abandoned(request);
  return { lines, metrics: await registry.metrics(), inFlight: [during, inFlight.count] };
}

const HIT: CacheOutcome & { kind: 'hit' } = {
  kind: 'hit',
  tier: 'exact',
  entryId: anEntry().id,
  ageMs: 1,
  ttlMs: 1,
  modelLabel: 'gpt-test',
  tokensSaved: 15,
  costSavedUsd: 0.25,
};

describe('RequestRecorder', () => {
  it('tells of embeddings how many items were in memory, and what a part of them saved', async () => {
    const partial = { modelLabel: 'embed', tokensSaved: 7, costSavedUsd: 0.5 };
    const cache = { kind: 'miss', collapsed: false, stored: true, partial } as const;
    const reported = new ReportedEmbeddings({
      ...{ provider: 'openai', status: 200, headers: {}, body: CANARY, items: { hit: 2, miss: 1 } },
      ...{ cache, timings: {} },
    });
    const { lines, metrics } = await observed(cache, 200, reported);
    expect(lines).toMatchObject([
      { outcome: 'miss', provider: 'openai', items_hit: 2, items_missed: 1, stored: true },
    ]);
    expect(metrics).toContain('ragcache_tokens_saved_total{provider="openai",model="embed"} 7');
    expect(JSON.stringify(lines) + metrics).not.toContain(CANARY);
  });

  it('writes one line of facts', async () => {
    const { lines } = await observed(HIT);
    expect(lines).toEqual([
      {
        ...{ level: 'info', request_id: 'r-1', method: 'POST', route: '/api/v1/query', status: 200 },
        ...{
          outcome: 'hit_exact',
          tier: 'exact',
          tenant: 'acme',
          key_id: 'abcd1234',
          duration_ms: expect.any(Number),
        },
        ...{
          provider: 'openai',
          finish_reason: 'stop',
          tokens: 15,
          tokens_saved: 15,
          timings: { exact: 0.1 },
        },
        ...{ code: undefined, similarity: undefined, trace_id: undefined },
      },
    ]);
  });

  it('never writes what was asked, answered or named', async () => {
    const { lines, metrics } = await observed(HIT);
    expect(JSON.stringify(lines) + metrics).not.toContain(CANARY);
  });

  it('counts a request once, even when its caller is gone as well', async () => {
    const { metrics, inFlight } = await observed(HIT);
    expect(metrics).toContain(
      'ragcache_requests_total{route="/api/v1/query",method="POST",status="200",outcome="hit_exact"} 1',
    );
    expect(metrics.match(/^ragcache_requests_total\{/gm)).toHaveLength(1);
    expect(inFlight).toEqual([1, 0]);
  });

  it('adds up what hits saved', async () => {
    const { metrics } = await observed(HIT);
    const labels = '{provider="openai",model="gpt-test"}';
    expect(metrics).toContain(`ragcache_tokens_saved_total${labels} 15`);
    expect(metrics).toContain(`ragcache_cost_saved_usd_total${labels} 0.25`);
  });

  it.each<[CacheOutcome, number, string]>([
    [{ kind: 'miss', collapsed: false, stored: true }, 200, 'miss'],
    [{ kind: 'miss', collapsed: true, stored: false }, 200, 'collapsed'],
    [{ kind: 'bypass', reason: 'mode-off' }, 200, 'bypass'],
    [{ ...HIT, ttlMs: -1 }, 200, 'stale'],
    [HIT, 500, 'error'],
    [HIT, 400, 'refused'],
  ])('calls %j with status %i "%s"', async (cache, status, outcome) => {
    const { lines } = await observed(cache, status);
    expect(lines[0]).toMatchObject({ outcome });
  });
});
