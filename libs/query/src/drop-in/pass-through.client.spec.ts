import { RagCacheError, StepTimer, SystemClock, type Answer } from '@app/core';
import { anEntry, RecordingSignals } from '@app/core/testing';
import type { Accepted, Hit, KnownAsk, CacheReader, CacheWriter, Skipped } from '@app/cache';
import { ModelCatalog, loadWireFormats, type WireCall, type WireResponse, type WireUpstream } from '@app/llm';
import { openAiWire, deadlineIn } from '@app/llm/testing';
import type { FlightPart } from '../flights/flight-event.js';
import type { NotStoringReason } from '../plan/cache-plan.js';
import type { StorePlan } from '../plan/call-plan.js';
import { UpstreamGate } from '../upstream/upstream-gate.js';
import { UpstreamJob } from '../upstream/upstream-job.js';
import { MemoryResourceOwners } from '../owners/adapters/memory.resource-owners.js';
import { KeptAnswers } from '../owners/kept-answers.js';
import { KnownOwners } from '../owners/known-owners.js';
import type { ResolvedDropIn } from './drop-in.types.js';
import { PassThroughClient } from './pass-through.client.js';

const JSON_TYPE = { 'content-type': 'application/json' };
const NO_ANSWER = { notStored: 'no-answer' };
const HIT: Hit = { tier: 'exact', entry: anEntry() };

const answering = (body: unknown, status = 200): WireResponse => ({
  ...{ status, headers: JSON_TYPE },
  body: (async function* () {
    yield await Promise.resolve(Buffer.from(JSON.stringify(body)));
  })(),
});

/** Jobs over an upstream that answers so; notes how the cache is used. */
async function passing(
  send: () => Promise<WireResponse> = async () => answering(openAiWire.whole('Yes.')),
  parts: { again?: Hit; isSkipped?: boolean; mayWrite?: boolean; room?: number } = {},
) {
  const { again, isSkipped = false, mayWrite = true, room = 10 } = parts;
  const [signals, noted, sent] = [new RecordingSignals(), [] as string[], [] as WireCall[]];
  const [written, formats] = [Promise.resolve(true), await loadWireFormats()];
  const writer = {
    accept: ({ text }: Answer): Accepted | Skipped => {
      noted.push(`accept ${text}`);
      return isSkipped ? { skipped: 'empty' } : { written };
    },
    skip: (reason: string) => {
      noted.push(`skip ${reason}`);
      return { skipped: reason };
    },
  } as unknown as CacheWriter;
  const reader = {
    recheck: async () => {
      noted.push('look');
      return again;
    },
    order: async () => 1,
  } as unknown as CacheReader;
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
      provider: 'openai',
      route: { upstream: { name: 'openai', kind: 'openai', query: {}, wire: upstream }, model: 'm' },
      call: () => call,
      format,
      mayWrite,
      remember: { model: 'm' },
      toolAnswers: { keepsAll: false },
    },
  } as unknown as ResolvedDropIn;
  const owners = new KnownOwners(async () => new MemoryResourceOwners(clock), signals);
  const prices = new Map([
    ['m', { input: 1, output: 1 }],
    ['cheap', { input: 0.1, output: 0.1 }],
  ]);
  const catalog = new ModelCatalog({ aliases: new Map(), prices });
  const tools = { gate: new UpstreamGate(room, signals), catalog, clock, reader, writer };
  const client = new PassThroughClient(new KeptAnswers(owners, clock, 30));
  const search = { request, client, delivery: 'whole', caller: new AbortController() } as const;
  const run = (plan: StorePlan, given = control) => new UpstreamJob(tools, search, plan).run(given);
  const store = (given = control) => run({ store: true, ask, recheck: true }, given);
  const refresh = () => run({ store: true, ask, recheck: false });
  const skip = (reason: NotStoringReason) => run({ store: false, reason });
  const log: FlightPart[] = [];
  const emit = (event: FlightPart) => void log.push(event);
  const control = { ...deadlineIn(1_000), emit, isOutdated: () => false };
  return { store, refresh, skip, call, control, log, noted, sent, signals, timer, written };
}

describe('PassThroughClient', () => {
  it('gives what came into memory meanwhile, and asks nobody', async () => {
    const { store, noted, sent } = await passing(undefined, { again: HIT });
    expect(await store()).toEqual({ type: 'hit', hit: HIT });
    expect([noted, sent]).toEqual([['look'], []]);
  });

  it('sends the call as it is, remembers the answer, and takes its time', async () => {
    const { store, call, noted, sent, log, timer, written } = await passing();
    expect(await store()).toMatchObject({
      ...{ type: 'answer', answer: { text: 'Yes.' }, stored: true, written },
    });
    expect(sent).toEqual([call]);
    expect(noted).toEqual(['look', 'accept Yes.']);
    expect(log.map(({ type }) => type)).toEqual(['head', 'body']);
    expect(Object.keys(timer.timings)).toContain('upstream');
  });

  it('does not look where a new answer is wanted', async () => {
    const { refresh, noted } = await passing(undefined, { again: HIT });
    expect(await refresh()).toMatchObject({ type: 'answer' });
    expect(noted).toEqual(['accept Yes.']);
  });

  it('says so when an answer is not one to be kept', async () => {
    const { store } = await passing(undefined, { isSkipped: true });
    const result = await store();
    expect(result).toMatchObject({ type: 'answer', stored: false, notStored: 'empty' });
  });

  it('adds nothing to a memory that is only read', async () => {
    const { store, noted } = await passing(undefined, { mayWrite: false });
    expect(await store()).toMatchObject({ stored: false });
    expect(noted).toEqual(['look', 'skip read-only']);
  });

  it('does not replace a newer answer that somebody wanted', async () => {
    const { store, control, noted } = await passing();
    const overtaken = { ...control, isOutdated: () => true };
    expect(await store(overtaken)).toMatchObject({ type: 'answer', stored: false });
    expect(noted).toEqual(['look', 'skip outdated']);
  });

  it.each(['not-asked-to', 'uncacheable', 'registry-unavailable'] as const)(
    'forgets an answer, and why: %s',
    async (reason) => {
      const { skip, noted } = await passing();
      expect(await skip(reason)).toMatchObject({ type: 'answer', stored: false });
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
    const { store, noted, log } = await passing(send);
    expect(await store()).toEqual({ type: 'passed', ...why });
    expect(await (await passing(send)).skip('uncacheable')).toEqual({
      type: 'passed',
      ...why,
    });
    expect(noted).toEqual(['look']);
    expect(log[1]).toMatchObject({ type: 'body' });
  });

  it('fails as the upstream does', async () => {
    const failure = new RagCacheError('upstream_unreachable', 'Gone.');
    const { store, noted } = await passing(() => Promise.reject(failure));
    await expect(store()).rejects.toBe(failure);
    expect(noted).toEqual(['look']);
  });

  it('reports what an answer used and cost, under a name that is known', async () => {
    const { store, signals } = await passing();
    await store();
    expect(signals.calls).toEqual([
      expect.objectContaining({
        ...{ provider: 'openai', model: 'm', outcome: 'answered', finishReason: 'stop' },
        ...{ usage: { prompt: 19, completion: 10, total: 29 }, costUsd: 29 / 1_000_000 },
      }),
    ]);
  });

  it('stores no answer of another model than the one that was asked, and counts it as that model', async () => {
    const fallback = { upstream: 'groq', model: 'cheap' };
    const send = async () => ({ ...answering(openAiWire.whole('Yes.')), fallback });
    const { store, noted, signals } = await passing(send);
    expect(await store()).toMatchObject({ type: 'answer', stored: false, notStored: 'fallback' });
    expect(noted).toEqual(['look', 'skip fallback']);
    expect(signals.calls).toMatchObject([
      { provider: 'groq', model: 'cheap', costUsd: expect.closeTo(29 / 10_000_000, 10) as number },
    ]);
  });

  it.each([
    [429, 'upstream_rate_limited'],
    [500, 'upstream_failed'],
    [400, 'upstream_refused'],
    [200, 'broken'],
  ])('reports a response with status %i that is no answer as %s', async (status, outcome) => {
    const send = async () => answering(openAiWire.errorBody('No.'), status);
    const { skip, signals } = await passing(send);
    await skip('not-asked-to');
    expect(signals.calls).toMatchObject([{ outcome, usage: undefined, costUsd: undefined }]);
  });

  it('calls nobody when there is no room', async () => {
    const { store, skip, sent } = await passing(() => new Promise(() => {}), { room: 1 });
    void store();
    await new Promise(setImmediate);
    await expect(skip('uncacheable')).rejects.toMatchObject({ code: 'overloaded' });
    expect(sent).toHaveLength(1);
  });
});
