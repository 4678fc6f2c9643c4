import { RagCacheError, StepTimer, SystemClock, type Answer } from '@app/core';
import { anEntry, RecordingSignals } from '@app/core/testing';
import type { Accepted, Hit, KnownAsk, Recall, Remember, Skipped } from '@app/cache';
import { ModelCatalog, loadWireFormats, type WireCall, type WireResponse, type WireUpstream } from '@app/llm';
import { openAiWire, within } from '@app/llm/testing';
import type { Progress } from '../flights/flight-event.js';
import { UpstreamGate } from '../flights/upstream-gate.js';
import { UpstreamCalls } from '../upstream-calls.js';
import { Forwarding } from './forwarding.js';
import type { ResolvedDropIn } from './resolved-drop-in.js';

const LOOKS = { looksAgain: true };
const JSON_TYPE = { 'content-type': 'application/json' };
const NO_ANSWER = { notStored: 'no-answer' };
const HIT: Hit = { tier: 'exact', entry: anEntry() };

const answering = (body: unknown, status = 200): WireResponse => ({
  ...{ status, headers: JSON_TYPE },
  body: (async function* () {
    yield await Promise.resolve(Buffer.from(JSON.stringify(body)));
  })(),
});

/** Forwards over an upstream that answers so, and notes what is asked of memory. */
async function forwarding(
  send: () => Promise<WireResponse> = async () => answering(openAiWire.whole('Yes.')),
  parts: { again?: Hit; isSkipped?: boolean; mayWrite?: boolean; room?: number } = {},
) {
  const { again, isSkipped = false, mayWrite = true, room = 10 } = parts;
  const [signals, noted, sent] = [new RecordingSignals(), [] as string[], [] as WireCall[]];
  const [written, formats] = [Promise.resolve(true), await loadWireFormats()];
  const remember = {
    accept: ({ text }: Answer): Accepted | Skipped => {
      noted.push(`accept ${text}`);
      return isSkipped ? { skipped: 'empty' } : { written };
    },
    skip: (reason: string) => {
      noted.push(`skip ${reason}`);
      return { skipped: reason };
    },
  } as unknown as Remember;
  const recall = {
    again: async () => {
      noted.push('look');
      return again;
    },
    order: async () => 1,
  } as unknown as Recall;
  const upstream = {
    send: (call: WireCall) => {
      sent.push(call);
      return send();
    },
  } as unknown as WireUpstream;
  const clock = new SystemClock();
  const timer = new StepTimer(clock, signals);
  const ask = { tenant: 'acme', timer } as unknown as KnownAsk;
  const call: WireCall = { method: 'POST', path: '/chat/completions', headers: {} };
  const format = formats['chat-completions'];
  const request = {
    ...{
      ask,
      call: () => call,
      format,
      mayWrite,
      remember: { model: 'm' },
      toolAnswers: { keepsAll: false },
    },
  } as unknown as ResolvedDropIn;
  const upstreams = { openai: upstream, anthropic: upstream };
  const catalog = new ModelCatalog({ aliases: new Map(), prices: new Map([['m', { input: 1, output: 1 }]]) });
  const calls = new UpstreamCalls({ gate: new UpstreamGate(room, signals), catalog, clock });
  const works = new Forwarding({ upstreams, calls, recall, remember }).works(request);
  const log: Progress[] = [];
  const emit = (event: Progress) => void log.push(event);
  const control = { ...within(1_000), emit, isOutdated: () => false };
  return { works, ask, call, control, log, noted, sent, signals, timer, written };
}

describe('Forwarding', () => {
  it('gives what came into memory meanwhile, and asks nobody', async () => {
    const { works, ask, control, noted, sent } = await forwarding(undefined, { again: HIT });
    expect(await works.remembered(ask, LOOKS)(control)).toEqual({ type: 'hit', hit: HIT });
    expect([noted, sent]).toEqual([['look'], []]);
  });

  it('sends the call as it is, remembers the answer, and takes its time', async () => {
    const { works, ask, call, control, noted, sent, log, timer, written } = await forwarding();
    expect(await works.remembered(ask, LOOKS)(control)).toMatchObject({
      ...{ type: 'answer', answer: { text: 'Yes.' }, stored: true, written },
    });
    expect(sent).toEqual([call]);
    expect(noted).toEqual(['look', 'accept Yes.']);
    expect(log.map(({ type }) => type)).toEqual(['head', 'body']);
    expect(Object.keys(timer.timings)).toContain('upstream');
  });

  it('does not look where a new answer is wanted', async () => {
    const { works, ask, control, noted } = await forwarding(undefined, { again: HIT });
    expect(await works.remembered(ask, { looksAgain: false })(control)).toMatchObject({ type: 'answer' });
    expect(noted).toEqual(['accept Yes.']);
  });

  it('says so when an answer is not one to be kept', async () => {
    const { works, ask, control } = await forwarding(undefined, { isSkipped: true });
    const ending = await works.remembered(ask, LOOKS)(control);
    expect(ending).toMatchObject({ type: 'answer', stored: false, notStored: 'empty' });
  });

  it('adds nothing to a memory that is only read', async () => {
    const { works, ask, control, noted } = await forwarding(undefined, { mayWrite: false });
    expect(await works.remembered(ask, LOOKS)(control)).toMatchObject({ stored: false });
    expect(noted).toEqual(['look', 'skip read-only']);
  });

  it('does not replace a newer answer that somebody wanted', async () => {
    const { works, ask, control, noted } = await forwarding();
    const overtaken = { ...control, isOutdated: () => true };
    expect(await works.remembered(ask, LOOKS)(overtaken)).toMatchObject({ type: 'answer', stored: false });
    expect(noted).toEqual(['look', 'skip outdated']);
  });

  it.each(['not-asked-to', 'uncacheable', 'registry-unavailable'] as const)(
    'forgets an answer, and why: %s',
    async (reason) => {
      const { works, control, noted } = await forwarding();
      expect(await works.forgotten(reason)(control)).toMatchObject({ type: 'answer', stored: false });
      expect(noted).toEqual([`skip ${reason}`]);
    },
  );

  it.each([
    ['an error', async () => answering(openAiWire.errorBody('No.'), 429), {}],
    ['what is no answer', async () => answering({ hello: 'world' }), NO_ANSWER],
    [
      'an answer without a choice',
      async () => answering({ ...openAiWire.whole(''), choices: [] }),
      NO_ANSWER,
    ],
    ['a list', async () => answering([]), NO_ANSWER],
  ])('passes %s on, and has nothing to keep', async (_, send, why) => {
    const { works, ask, control, noted, log } = await forwarding(send);
    expect(await works.remembered(ask, LOOKS)(control)).toEqual({ type: 'passed', ...why });
    expect(await (await forwarding(send)).works.forgotten('uncacheable')(control)).toEqual({
      type: 'passed',
      ...why,
    });
    expect(noted).toEqual(['look']);
    expect(log[1]).toMatchObject({ type: 'body' });
  });

  it('fails as the upstream does', async () => {
    const failure = new RagCacheError('upstream_unreachable', 'Gone.');
    const { works, ask, control, noted } = await forwarding(() => Promise.reject(failure));
    await expect(works.remembered(ask, LOOKS)(control)).rejects.toBe(failure);
    expect(noted).toEqual(['look']);
  });

  it('reports what an answer used and cost, under a name that is known', async () => {
    const { works, ask, control, signals } = await forwarding();
    await works.remembered(ask, LOOKS)(control);
    expect(signals.calls).toEqual([
      expect.objectContaining({
        ...{ provider: 'openai', model: 'm', outcome: 'answered', finishReason: 'stop' },
        ...{ usage: { prompt: 19, completion: 10, total: 29 }, costUsd: 29 / 1_000_000 },
      }),
    ]);
  });

  it.each([
    [429, 'upstream_rate_limited'],
    [500, 'upstream_failed'],
    [400, 'upstream_refused'],
    [200, 'broken'],
  ])('reports a response with status %i that is no answer as %s', async (status, outcome) => {
    const send = async () => answering(openAiWire.errorBody('No.'), status);
    const { works, control, signals } = await forwarding(send);
    await works.forgotten('not-asked-to')(control);
    expect(signals.calls).toMatchObject([{ outcome, usage: undefined, costUsd: undefined }]);
  });

  it('calls nobody when there is no room', async () => {
    const { works, ask, control, sent } = await forwarding(() => new Promise(() => {}), { room: 1 });
    void works.remembered(ask, LOOKS)(control);
    await new Promise(setImmediate);
    await expect(works.forgotten('uncacheable')(control)).rejects.toMatchObject({ code: 'overloaded' });
    expect(sent).toHaveLength(1);
  });
});
