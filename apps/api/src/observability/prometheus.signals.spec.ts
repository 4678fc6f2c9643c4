import type { PinoLogger } from 'nestjs-pino';
import { Registry } from 'prom-client';
import { RagCacheError, type UpstreamCall } from '@app/core';
import { PrometheusSignals } from './prometheus.signals.js';

function signals() {
  const registry = new Registry();
  const lines: unknown[] = [];
  const note = (...line: unknown[]) => lines.push(line);
  const logger = { info: note, warn: note } as unknown as PinoLogger;
  return { registry, lines, signals: new PrometheusSignals(registry, logger) };
}

describe('PrometheusSignals', () => {
  it('counts by reason', async () => {
    const { signals: reported, registry } = signals();
    reported.count('rejection', 'guard-polarity');
    reported.count('rejection', 'guard-polarity');
    reported.count('skip', 'read-only');
    const text = await registry.metrics();
    expect(text).toContain('ragcache_rejections_total{reason="guard-polarity"} 2');
    expect(text).toContain('ragcache_skips_total{reason="read-only"} 1');
  });

  it('measures durations in seconds and similarity as it is', async () => {
    const { signals: reported, registry } = signals();
    reported.measure('upstream', 1_500);
    reported.measure('similarity', 0.97);
    const text = await registry.metrics();
    expect(text).toContain('ragcache_upstream_seconds_sum 1.5');
    expect(text).toContain('ragcache_similarity_sum 0.97');
  });

  it('writes one line per change of a part, with kinds of errors and never their messages', async () => {
    const { signals: reported, registry, lines } = signals();
    const cause = new RagCacheError('internal', 'x', {
      cause: new Error('password=CANARY\n    at CANARY (x)'),
    });
    reported.stateChanged('entries', 'down', cause);
    reported.stateChanged('entries', 'up');
    expect(lines).toHaveLength(2);
    expect(JSON.stringify(lines)).toContain('RagCacheError');
    expect(JSON.stringify(lines)).not.toContain('CANARY');
    expect(await registry.metrics()).toContain('ragcache_part_up{part="entries"} 1');
  });

  it('adds up what upstream calls used and cost', async () => {
    const { signals: reported, registry } = signals();
    const call = { provider: 'openai', model: 'm', startedAt: 0, endedAt: 1 } as const;
    const usage = { prompt: 10, completion: 5, total: 15 };
    const answered: UpstreamCall = { ...call, outcome: 'answered', usage, costUsd: 0.5 };
    for (const one of [answered, answered, { ...call, outcome: 'upstream_failed' } as const])
      reported.upstreamCalled(one);
    const text = await registry.metrics();
    expect(text).toContain('ragcache_upstream_calls_total{provider="openai",outcome="answered"} 2');
    expect(text).toContain('ragcache_upstream_calls_total{provider="openai",outcome="upstream_failed"} 1');
    expect(text).toContain('ragcache_tokens_spent_total{provider="openai",model="m",kind="prompt"} 20');
    expect(text).toContain('ragcache_tokens_spent_total{provider="openai",model="m",kind="completion"} 10');
    expect(text).toContain('ragcache_cost_spent_usd_total{provider="openai",model="m"} 1');
  });

  it('reads levels and breakers when it is scraped; what is not known is no number', async () => {
    const { signals: reported, registry } = signals();
    let waiting = 1;
    reported.watch('embedding_queue', () => waiting);
    reported.watch('entries', () => undefined);
    reported.watch('vectors', () => {
      throw new Error('closing');
    });
    reported.watchBreakers(() => [{ server: 'redis', isOpen: waiting > 1 }]);
    reported.watchBreakers(() => [{ server: 'openai', model: 'other', isOpen: true }]);
    expect(await registry.metrics()).toContain('ragcache_breaker_open{server="redis",model=""} 0');
    waiting = 2;
    const text = await registry.metrics();
    expect(text).toContain('ragcache_embedding_queue 2');
    expect(text).toContain('ragcache_breaker_open{server="redis",model=""} 1');
    expect(text).toContain('ragcache_breaker_open{server="openai",model="other"} 1');
    for (const unknown of ['entries', 'vectors', 'pending_writes'])
      expect(text).toContain(`ragcache_${unknown} Nan`);
  });

  it('stays bounded whatever it is told', async () => {
    const { signals: reported, registry } = signals();
    for (let index = 0; index < 10_000; index++) reported.count('retry', `made-up-${index}`);
    const series = (await registry.metrics()).match(/^ragcache_retries_total\{/gm) ?? [];
    expect(series.length).toBe(101);
  });
});
