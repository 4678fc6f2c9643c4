import { StepTimer, SystemClock } from '@app/core';
import { RecordingSignals } from '@app/core/testing';
import type { Recall, Remember } from '@app/cache';
import { ModelCatalog, WireFormats, type WireResponse, type WireUpstreams } from '@app/llm';
import { within } from '@app/llm/testing';
import { UpstreamGate } from '../flights/upstream-gate.js';
import { UpstreamCalls } from '../upstream-calls.js';
import { Forwarding } from './forwarding.js';
import type { ResolvedDropIn } from './resolved-drop-in.js';

const ANSWER = {
  ...{ id: 'x', object: 'chat.completion', created: 1, model: 'm-2025-01-01' },
  choices: [{ index: 0, message: { role: 'assistant', content: 'Yes.' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
};

async function* bodyOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/** What is reported of a call that the provider answers so. */
async function reported(status: number, body: unknown) {
  const [signals, clock] = [new RecordingSignals(), new SystemClock()];
  const response: WireResponse = { status, headers: {}, body: bodyOf(JSON.stringify(body)) };
  const upstreams = { get: () => ({ send: async () => response }) } as unknown as WireUpstreams;
  const prices = new Map([['m', { input: 1, output: 1 }]]);
  const catalog = new ModelCatalog({ aliases: new Map(), prices });
  const calls = new UpstreamCalls({ gate: new UpstreamGate(1, signals), catalog, clock });
  const remember = { skip: () => undefined } as unknown as Remember;
  const forwarding = new Forwarding({ upstreams, calls, recall: {} as Recall, remember });
  const request = {
    ...{ format: (await WireFormats.load()).get('chat-completions'), remember: { model: 'm' } },
    ...{ ask: { tenant: 'acme', timer: new StepTimer(clock, signals) }, call: {} },
  } as unknown as ResolvedDropIn;
  await forwarding.works(request).forgotten('not-asked-to')({ ...within(1_000), emit: () => {} });
  return signals.calls;
}

describe('Forwarding', () => {
  it('reports what an answer used and cost, under a name that is known', async () => {
    expect(await reported(200, ANSWER)).toEqual([
      expect.objectContaining({
        ...{ provider: 'openai', model: 'm', outcome: 'answered', finishReason: 'stop' },
        ...{ usage: { prompt: 3, completion: 2, total: 5 }, costUsd: 5 / 1_000_000 },
      }),
    ]);
  });

  it.each([
    [429, 'upstream_rate_limited'],
    [500, 'upstream_failed'],
    [400, 'upstream_refused'],
    [200, 'broken'],
  ])('reports a response with status %i that is no answer as %s', async (status, outcome) => {
    expect(await reported(status, { error: { message: 'x' } })).toMatchObject([
      { outcome, usage: undefined, costUsd: undefined },
    ]);
  });
});
