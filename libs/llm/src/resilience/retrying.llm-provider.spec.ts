import { RecordingSignals } from '@app/core/testing';
import { deadlineIn } from '../../testing/deadlines.js';
import { eventStream, json, LoopbackServer, type Reply } from '@app/http/testing';
import { ScriptedLlmProvider } from '../../testing/scripted.llm-provider.js';
import { anUpstream, WIRES } from '../../testing/upstreams.js';
import { OpenAiLlmProvider } from '../adapters/openai/openai.llm-provider.js';
import { HttpClient } from '@app/http';
import type { LlmEvent, LlmProvider } from '../llm-provider.port.js';
import { RetryBudget } from './retry.budget.js';
import { RetryPolicy } from './retry.policy.js';
import { RetryingLlmProvider } from './retrying.llm-provider.js';

const wire = WIRES.openai;
const request = { model: 'm', prompt: 'Hi', maxTokens: 8 };

/** Answers with these statuses, one after the other; the last one repeats. */
const statuses =
  (list: readonly number[], headers: Record<string, string> = {}): Reply =>
  (response, call) => {
    const status = list[Math.min(call, list.length - 1)]!;
    json(response, status, status === 200 ? wire.whole('Hello') : wire.errorBody('broken'), headers);
  };

describe('RetryingLlmProvider', () => {
  const http = new HttpClient({});
  let server: LoopbackServer;
  let signals: RecordingSignals;
  let provider: LlmProvider;

  const retrying = (random?: () => number) =>
    new RetryingLlmProvider(
      new OpenAiLlmProvider(anUpstream('openai', server.origin), http),
      new RetryPolicy(new RetryBudget(), random),
      signals,
    );

  beforeEach(async () => {
    server = await LoopbackServer.start(statuses([200]));
    signals = new RecordingSignals();
    provider = retrying();
  });

  afterEach(() => server.close());
  afterAll(() => http.onApplicationShutdown());

  it('answers after two failures', async () => {
    server.reply = statuses([500, 503, 200]);
    expect(await provider.complete(request, deadlineIn(5_000))).toMatchObject({ text: 'Hello' });
    expect(server.calls).toBe(3);
    expect(signals.counted).toEqual(['retry:upstream_failed', 'retry:upstream_overloaded']);
  });

  it('passes the third failure on', async () => {
    server.reply = statuses([500]);
    await expect(provider.complete(request, deadlineIn(5_000))).rejects.toMatchObject({
      code: 'upstream_failed',
    });
    expect(server.calls).toBe(3);
  });

  it.each([400, 401, 403, 404, 413, 422])('does not retry after status %i', async (status) => {
    server.reply = statuses([status, 200]);
    await expect(provider.complete(request, deadlineIn(5_000))).rejects.toThrow();
    expect(server.calls).toBe(1);
  });

  it('passes a 429 on at once when its Retry-After is beyond the deadline', async () => {
    server.reply = statuses([429, 200], { 'retry-after': '3600' });
    const deadline = deadlineIn(5_000);
    await expect(provider.complete(request, deadline)).rejects.toMatchObject({
      code: 'upstream_rate_limited',
      retryAfterMs: 3_600_000,
    });
    expect(deadline.signal.aborted).toBe(false);
    expect(server.calls).toBe(1);
  });

  it('waits as long as the upstream asks when the deadline allows it', async () => {
    server.reply = statuses([429, 200], { 'retry-after-ms': '300' });
    const started = performance.now();
    await retrying(() => 0).complete(request, deadlineIn(5_000));
    expect(performance.now() - started).toBeGreaterThanOrEqual(295);
    expect(server.calls).toBe(2);
  });

  it('does not retry when the account has no quota left', async () => {
    const body = { error: { message: 'x', type: 'insufficient_quota', code: 'insufficient_quota' } };
    server.reply = (response) => json(response, 429, body);
    await expect(provider.complete(request, deadlineIn(5_000))).rejects.toMatchObject({
      code: 'upstream_rate_limited',
    });
    expect(server.calls).toBe(1);
  });

  it('makes at most 20 % more calls when all 500 requests fail', async () => {
    server.reply = statuses([500]);
    const eager = retrying(() => 0);
    for (let batch = 0; batch < 50; batch++) {
      const calls = Array.from({ length: 10 }, () => eager.complete(request, deadlineIn(10_000)));
      await Promise.allSettled(calls);
    }
    expect(server.calls).toBeGreaterThan(500);
    expect(server.calls).toBeLessThanOrEqual(600);
  });

  it('does not retry an answer that broke off after its first byte', async () => {
    server.reply = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{');
      setTimeout(() => response.destroy(), 20);
    };
    await expect(provider.complete(request, deadlineIn(5_000))).rejects.toMatchObject({
      code: 'upstream_failed',
    });
    expect(server.calls).toBe(1);
  });

  it('stops waiting when the caller leaves', async () => {
    server.reply = statuses([429], { 'retry-after': '30' });
    const caller = new AbortController();
    const failing = expect(provider.complete(request, deadlineIn(60_000, caller.signal))).rejects.toThrow();
    setTimeout(() => caller.abort(), 50);
    await failing;
    expect(server.calls).toBe(1);
  });

  describe('streaming', () => {
    const read = async (from = provider) => {
      const events: LlmEvent[] = [];
      for await (const event of from.stream(request, deadlineIn(5_000))) events.push(event);
      return events;
    };

    it('begins again when the stream never began', async () => {
      const failing = statuses([503]);
      server.reply = (response, call, received) =>
        call < 2
          ? failing(response, call, received)
          : void eventStream(response).end(wire.streamed(['a', 'b']));
      expect((await read()).map(({ type }) => type)).toEqual(['delta', 'delta', 'answer']);
      expect(server.calls).toBe(3);
    });

    it('never begins again once an event was passed on', async () => {
      server.reply = (response) => {
        eventStream(response).write(wire.streamed(['a', 'b']).slice(0, -60));
        setTimeout(() => response.destroy(), 20);
      };
      const events: LlmEvent[] = [];
      const reading = async () => {
        for await (const event of provider.stream(request, deadlineIn(5_000))) events.push(event);
      };
      await expect(reading()).rejects.toMatchObject({ code: 'upstream_failed' });
      expect(events.map(({ type }) => type)).toEqual(['delta', 'delta']);
      expect(server.calls).toBe(1);
    });

    it('breaks the inner stream off with its own', async () => {
      const inner = new ScriptedLlmProvider([{ pieces: ['a', 'b', 'c'] }]);
      const outer = new RetryingLlmProvider(inner, new RetryPolicy(new RetryBudget()), signals);
      for await (const { type } of outer.stream(request, deadlineIn(5_000))) if (type === 'delta') break;
      expect(inner.aborted).toBe(1);
    });
  });
});
