import { StepTimer, SystemClock, type Answer } from '@app/core';
import { RecordingSignals } from '@app/core/testing';
import type { KnownAsk, Recall, Remember } from '@app/cache';
import { ModelCatalog, UpstreamError } from '@app/llm';
import { ScriptedLlmProvider, within } from '@app/llm/testing';
import type { Progress } from './flights/flight-event.js';
import type { FlightControl } from './flights/flight.js';
import { UpstreamGate } from './flights/upstream-gate.js';
import { ModelCall } from './model-call.js';
import type { ResolvedRequest } from './resolve/resolved-request.js';
import { UpstreamCalls } from './upstream-calls.js';

/** The work of a flight whose model answers so; `skips` are counted reasons, `looks` the looks into memory. */
function calling(answer: Partial<Answer>, llm = new ScriptedLlmProvider([{ answer }])) {
  const [signals, skips, looks] = [new RecordingSignals(), [] as string[], [] as unknown[]];
  const remember = {
    accept: () => {
      skips.push('accept');
      return { skipped: 'empty' };
    },
    skip: (reason: string) => {
      skips.push(reason);
      return { skipped: reason };
    },
  } as unknown as Remember;
  const recall = {
    again: async (ask: unknown) => void looks.push(ask),
    order: async () => 1,
  } as unknown as Recall;
  const clock = new SystemClock();
  const ask = { timer: new StepTimer(clock, signals) } as unknown as KnownAsk;
  const request = {
    ...{ provider: 'openai', llm: { model: 'm', prompt: 'Why?', maxTokens: 1 } },
    ...{ ask, mayWrite: true, bypass: 'mode-off' },
  } as unknown as ResolvedRequest;
  const catalog = new ModelCatalog({ aliases: new Map(), prices: new Map([['m', { input: 1, output: 2 }]]) });
  const calls = new UpstreamCalls({ gate: new UpstreamGate(10, signals), catalog, clock });
  const model = new ModelCall({ openai: llm, anthropic: llm }, calls, recall, remember);
  return { model, request, ask, llm, skips, looks, signals };
}

const inTime = (): FlightControl => ({ ...within(1_000), emit: () => {}, isOutdated: () => false });
const DELIVERIES = ['whole', 'stream'] as const;
const LOOKS = { looksAgain: true };
const FINISHES = ['refusal', 'content_filter'] as const;

describe('ModelCall', () => {
  it.each(FINISHES)('makes a %s without text an error, whether memory was asked or not', async (finish) => {
    const cases = ['', ' \n'].flatMap((text) => DELIVERIES.map((delivery) => ({ text, delivery })));
    for (const { text, delivery } of cases) {
      const { model, request, ask, skips } = calling({ finishReason: finish, text });
      const works = model.works(request, delivery);
      for (const work of [works.remembered(ask, LOOKS), works.forgotten('not-asked-to')])
        await expect(work(inTime())).rejects.toMatchObject({ code: 'upstream_refused' });
      expect(skips).toEqual(['accept', 'not-asked-to']);
    }
  });

  it('asks no model for callers who left while memory was read once more', async () => {
    const { model, request, ask, llm, signals } = calling({ finishReason: 'stop', text: 'Late.' });
    const [leaving, onSend] = [new AbortController(), jest.fn()];
    const work = model.works(request, 'whole').remembered(ask, LOOKS);
    const running = work({ ...inTime(), signal: leaving.signal, onSend });
    leaving.abort();
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect([llm.requests, onSend.mock.calls, signals.calls]).toEqual([[], [], []]);
  });

  it.each(FINISHES)('answers what there is when a %s came after the first words', async (finish) => {
    const { model, request, ask } = calling({ finishReason: finish, text: 'Once upon' });
    const event = await model.works(request, 'whole').remembered(ask, LOOKS)(inTime());
    expect(event).toMatchObject({ type: 'answer', answer: { text: 'Once upon' }, stored: false });
  });

  it.each(['stop', 'length', 'tool_calls', 'other'] as const)(
    'answers an empty text that ended by %s',
    async (finish) => {
      const { model, request } = calling({ finishReason: finish, text: '' });
      expect(await model.works(request, 'stream').forgotten('not-asked-to')(inTime())).toMatchObject({
        type: 'answer',
      });
    },
  );

  it('passes the pieces of a streamed answer on, and reads the stream to its end', async () => {
    const llm = new ScriptedLlmProvider([{ pieces: ['Once ', 'upon'] }]);
    const { model, request } = calling({}, llm);
    const shown: Progress[] = [];
    const control = { ...inTime(), emit: (event: Progress) => void shown.push(event) };
    const ending = await model.works(request, 'stream').forgotten('not-asked-to')(control);
    expect(ending).toMatchObject({ type: 'answer', answer: { text: 'Once upon' } });
    expect(shown).toEqual([
      { type: 'delta', text: 'Once ' },
      { type: 'delta', text: 'upon' },
    ]);
    expect(llm.aborted).toBe(0);
  });

  it('reports what each call cost, and how long its first piece took', async () => {
    const { model, request, signals } = calling({ usage: { prompt: 10, completion: 5, total: 15 } });
    await model.works(request, 'stream').forgotten('not-asked-to')(inTime());
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
    await failed.model
      .works(failed.request, 'whole')
      .forgotten('not-asked-to')(inTime())
      .catch(() => {});
    const leaving = new AbortController();
    const gone = { ...inTime(), ...within(60_000, leaving.signal), onSend: () => leaving.abort() };
    await left.model
      .works(left.request, 'whole')
      .forgotten('not-asked-to')(gone)
      .catch(() => {});
    const outcomes = [failed, left].map(({ signals }) => signals.calls.map(({ outcome }) => outcome));
    expect(outcomes).toEqual([['upstream_failed'], ['left']]);
  });

  it('lets no answer replace a newer one that was asked for meanwhile', async () => {
    const { model, request, ask, skips } = calling({});
    const control = { ...inTime(), isOutdated: () => true };
    expect(await model.works(request, 'whole').remembered(ask, LOOKS)(control)).toMatchObject({
      ...{ type: 'answer', stored: false },
    });
    expect(skips).toEqual(['outdated']);
  });

  it('looks in memory once more unless a new answer is wanted', async () => {
    const { model, request, ask, looks } = calling({});
    const works = model.works(request, 'whole');
    await works.remembered(ask, { looksAgain: false })(inTime());
    expect(looks).toEqual([]);
    await works.remembered(ask, LOOKS)(inTime());
    expect(looks).toEqual([ask]);
  });
});
