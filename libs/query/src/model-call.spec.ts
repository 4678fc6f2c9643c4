import { StepTimer, SystemClock, type Answer } from '@app/core';
import { RecordingSignals } from '@app/core/testing';
import type { KnownAsk, Recall, Remember } from '@app/cache';
import { Upstreams } from '@app/llm';
import { ScriptedLlmProvider, within } from '@app/llm/testing';
import type { FlightControl } from './flights/flight.js';
import { UpstreamGate } from './flights/upstream-gate.js';
import { ModelCall } from './model-call.js';
import type { ResolvedRequest } from './resolve/resolved-request.js';

/** The work of a flight whose model answers so; `skips` are counted reasons. */
function calling(answer: Partial<Answer>) {
  const llm = new ScriptedLlmProvider([{ answer }]);
  const [signals, skips] = [new RecordingSignals(), [] as string[]];
  const remember = {
    accept: () => void skips.push('accept'),
    skip: (reason: string) => Boolean(skips.push(reason)) && false,
  } as unknown as Remember;
  const recall = { again: async () => undefined } as unknown as Recall;
  const ask = { timer: new StepTimer(new SystemClock(), signals) } as unknown as KnownAsk;
  const request = {
    ...{ provider: 'openai', llm: { model: 'm', prompt: 'Why?', maxTokens: 1 } },
    ...{ ask, mayWrite: true, bypass: 'mode-off' },
  } as unknown as ResolvedRequest;
  const gate = new UpstreamGate(10, signals);
  const model = new ModelCall(new Upstreams({ openai: llm, anthropic: llm }), gate, recall, remember);
  return { model, request, ask, llm, skips };
}

const inTime = (): FlightControl => ({ ...within(1_000), emit: () => {} });
const FINISHES = ['refusal', 'content_filter'] as const;

describe('ModelCall', () => {
  it.each(FINISHES)('makes a %s without text an error, whether memory was asked or not', async (finish) => {
    for (const text of ['', ' \n']) {
      const { model, request, ask, skips } = calling({ finishReason: finish, text });
      for (const work of [model.remembered(request, ask), model.forgotten(request)])
        await expect(work(inTime())).rejects.toMatchObject({ code: 'upstream_refused' });
      expect(skips).toEqual(['accept', 'not-asked-to']);
    }
  });

  it.each(FINISHES)('answers what there is when a %s came after the first words', async (finish) => {
    const { model, request, ask } = calling({ finishReason: finish, text: 'Once upon' });
    const event = await model.remembered(request, ask)(inTime());
    expect(event).toMatchObject({ type: 'answer', answer: { text: 'Once upon' }, stored: false });
  });

  it.each(['stop', 'length', 'tool_calls', 'other'] as const)(
    'answers an empty text that ended by %s',
    async (finish) => {
      const { model, request } = calling({ finishReason: finish, text: '' });
      expect(await model.forgotten(request)(inTime())).toMatchObject({ type: 'answer' });
    },
  );
});
