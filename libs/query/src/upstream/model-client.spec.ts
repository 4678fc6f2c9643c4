import { StepTimer, SystemClock, type Answer } from '@app/core';
import { RecordingSignals } from '@app/core/testing';
import type { KnownAsk, CacheReader, CacheWriter } from '@app/cache';
import { ModelCatalog, UpstreamError } from '@app/llm';
import { ScriptedLlmProvider, deadlineIn } from '@app/llm/testing';
import type { FlightPart } from '../flights/flight-event.js';
import type { FlightControl } from '../flights/flight.js';
import type { StorePlan } from '../plan/call-plan.js';
import type { Delivery } from '../request.js';
import type { ResolvedRequest } from '../resolve/request-resolver.js';
import { ModelClient } from './model-client.js';
import { UpstreamGate } from './upstream-gate.js';
import { UpstreamJob } from './upstream-job.js';

/** Jobs whose model answers so; `skips` are counted reasons, `looks` the rechecks of the cache. */
function calling(answer: Partial<Answer>, llm = new ScriptedLlmProvider([{ answer }])) {
  const [signals, skips, looks] = [new RecordingSignals(), [] as string[], [] as unknown[]];
  const writer = {
    accept: () => {
      skips.push('accept');
      return { skipped: 'empty' };
    },
    skip: (reason: string) => {
      skips.push(reason);
      return { skipped: reason };
    },
  } as unknown as CacheWriter;
  const reader = {
    recheck: async (ask: unknown) => void looks.push(ask),
    order: async () => 1,
  } as unknown as CacheReader;
  const clock = new SystemClock();
  const ask = { timer: new StepTimer(clock, signals) } as unknown as KnownAsk;
  const request = {
    ...{ provider: 'openai', llm: { model: 'm', prompt: 'Why?', maxTokens: 1 }, remember: { model: 'm' } },
    ...{ ask, mayWrite: true, bypass: 'mode-off' },
  } as unknown as ResolvedRequest;
  const catalog = new ModelCatalog({ aliases: new Map(), prices: new Map([['m', { input: 1, output: 2 }]]) });
  const tools = { gate: new UpstreamGate(10, signals), catalog, clock, reader, writer };
  const client = new ModelClient({ openai: llm, anthropic: llm });
  const job = (delivery: Delivery, plan: StorePlan) =>
    new UpstreamJob(tools, { request, client, delivery, caller: new AbortController() }, plan);
  const storing: StorePlan = { store: true, ask, recheck: true };
  return { job, storing, ask, llm, skips, looks, signals };
}

const inTime = (): FlightControl => ({ ...deadlineIn(1_000), emit: () => {}, isOutdated: () => false });
const DELIVERIES = ['whole', 'stream'] as const;
const NOT_STORING: StorePlan = { store: false, reason: 'not-asked-to' };
const FINISHES = ['refusal', 'content_filter'] as const;

describe('ModelClient', () => {
  it.each(FINISHES)('makes a %s without text an error, whether memory was asked or not', async (finish) => {
    const cases = ['', ' \n'].flatMap((text) => DELIVERIES.map((delivery) => ({ text, delivery })));
    for (const { text, delivery } of cases) {
      const { job, storing, skips } = calling({ finishReason: finish, text });
      for (const plan of [storing, NOT_STORING])
        await expect(job(delivery, plan).run(inTime())).rejects.toMatchObject({ code: 'upstream_refused' });
      expect(skips).toEqual(['accept', 'not-asked-to']);
    }
  });

  it('asks no model for callers who left while memory was read once more', async () => {
    const { job, storing, llm, signals } = calling({ finishReason: 'stop', text: 'Late.' });
    const [leaving, onSend] = [new AbortController(), jest.fn()];
    const running = job('whole', storing).run({ ...inTime(), signal: leaving.signal, onSend });
    leaving.abort();
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect([llm.requests, onSend.mock.calls, signals.calls]).toEqual([[], [], []]);
  });

  it.each(FINISHES)('answers what there is when a %s came after the first words', async (finish) => {
    const { job, storing } = calling({ finishReason: finish, text: 'Once upon' });
    expect(await job('whole', storing).run(inTime())).toMatchObject({
      type: 'answer',
      answer: { text: 'Once upon' },
      stored: false,
    });
  });

  it.each(['stop', 'length', 'tool_calls', 'other'] as const)(
    'answers an empty text that ended by %s',
    async (finish) => {
      const { job } = calling({ finishReason: finish, text: '' });
      expect(await job('stream', NOT_STORING).run(inTime())).toMatchObject({ type: 'answer' });
    },
  );

  it('passes the pieces of a streamed answer on, and reads the stream to its end', async () => {
    const llm = new ScriptedLlmProvider([{ pieces: ['Once ', 'upon'] }]);
    const { job } = calling({}, llm);
    const shown: FlightPart[] = [];
    const control = { ...inTime(), emit: (event: FlightPart) => void shown.push(event) };
    expect(await job('stream', NOT_STORING).run(control)).toMatchObject({
      type: 'answer',
      answer: { text: 'Once upon' },
    });
    expect(shown).toEqual([
      { type: 'delta', text: 'Once ' },
      { type: 'delta', text: 'upon' },
    ]);
    expect(llm.aborted).toBe(0);
  });

  it('reports what each call cost, and how long its first piece took', async () => {
    const { job, signals } = calling({ usage: { prompt: 10, completion: 5, total: 15 } });
    await job('stream', NOT_STORING).run(inTime());
    expect(signals.calls).toEqual([
      {
        ...{ provider: 'openai', model: 'm', outcome: 'answered', finishReason: 'stop' },
        ...{ usage: { prompt: 10, completion: 5, total: 15 }, costUsd: 20 / 1_000_000 },
        ...{ startedAt: expect.any(Number), endedAt: expect.any(Number) },
      },
    ]);
    expect(signals.measured.filter(({ name }) => name === 'first_token')).toHaveLength(1);
  });

  it('reports how a call failed: by its error, or because nobody waited any more', async () => {
    const failing = () => new ScriptedLlmProvider([{ error: new UpstreamError('upstream_failed', 'x') }]);
    const failed = calling({}, failing());
    const left = calling({}, new ScriptedLlmProvider([{ delayMs: 60_000 }]));
    await failed
      .job('whole', NOT_STORING)
      .run(inTime())
      .catch(() => {});
    const leaving = new AbortController();
    const gone = { ...inTime(), ...deadlineIn(60_000, leaving.signal), onSend: () => leaving.abort() };
    await left
      .job('whole', NOT_STORING)
      .run(gone)
      .catch(() => {});
    const outcomes = [failed, left].map(({ signals }) => signals.calls.map(({ outcome }) => outcome));
    expect(outcomes).toEqual([['upstream_failed'], ['left']]);
  });

  it('lets no answer replace a newer one that was asked for meanwhile', async () => {
    const { job, storing, skips } = calling({});
    const control = { ...inTime(), isOutdated: () => true };
    expect(await job('whole', storing).run(control)).toMatchObject({
      ...{ type: 'answer', stored: false },
    });
    expect(skips).toEqual(['outdated']);
  });

  it('looks in memory once more unless a new answer is wanted', async () => {
    const { job, storing, ask, looks } = calling({});
    await job('whole', { store: true, ask, recheck: false }).run(inTime());
    expect(looks).toEqual([]);
    await job('whole', storing).run(inTime());
    expect(looks).toEqual([ask]);
  });
});
