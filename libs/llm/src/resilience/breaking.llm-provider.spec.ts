import { setTimeout as sleep } from 'node:timers/promises';
import { SystemClock } from '@app/core';
import { RecordingSignals } from '@app/core/testing';
import { deadlineIn } from '../../testing/deadlines.js';
import { json, LoopbackServer } from '@app/http/testing';
import { ScriptedLlmProvider, type ScriptedCall } from '../../testing/scripted.llm-provider.js';
import { anUpstream, WIRES } from '../../testing/upstreams.js';
import { OpenAiLlmProvider } from '../adapters/openai/openai.llm-provider.js';
import { HttpClient } from '@app/http';
import { ModelCatalog } from '../catalog/model.catalog.js';
import type { LlmProvider } from '../llm-provider.port.js';
import { UpstreamError } from '../errors.js';
import { BreakerBoard } from './breaker.board.js';
import { BreakingLlmProvider } from './breaking.llm-provider.js';

const PAUSE = 150;
const catalog = new ModelCatalog({ aliases: new Map(), prices: new Map() }, ['m', 'n']);
const asking = (model: string) => ({ model, prompt: 'Hi', maxTokens: 8 });
const failure = new UpstreamError('upstream_failed', 'It failed.', {
  retryHelps: true,
  upstreamIsUnwell: true,
});

describe('BreakingLlmProvider', () => {
  let signals: RecordingSignals;

  const breaking = (inner: LlmProvider, most = 200, pause = PAUSE) => {
    const settings = { most, pausesMs: [pause, 4 * pause] };
    const tools = { catalog, clock: new SystemClock(), signals };
    return new BreakingLlmProvider(inner, new BreakerBoard('openai', tools, settings));
  };

  const ask = (provider: LlmProvider, model = 'm', signal?: AbortSignal) =>
    provider
      .complete(asking(model), deadlineIn(5_000, signal))
      .catch((error: unknown) => error as UpstreamError);

  const askTimes = async (provider: LlmProvider, times: number, model = 'm') => {
    for (let call = 0; call < times; call++) await ask(provider, model);
  };

  beforeEach(() => {
    signals = new RecordingSignals();
  });

  it('leaves a model alone after 20 failures over a real connection, and no other model', async () => {
    const server = await LoopbackServer.start((response) => json(response, 500, WIRES.openai.errorBody('')));
    const http = new HttpClient({});
    const provider = breaking(new OpenAiLlmProvider(anUpstream('openai', server.origin), http));
    await askTimes(provider, 25);
    expect(server.calls).toBe(20);
    expect(await ask(provider)).toMatchObject({
      code: 'upstream_overloaded',
      retryHelps: false,
      retryAfterMs: 1_000,
    });
    expect(await ask(provider, 'n')).toMatchObject({ code: 'upstream_failed' });
    expect(signals.states).toEqual(['llm:openai:m:down']);
    await http.onApplicationShutdown();
    await server.close();
  });

  it.each<[string, ConstructorParameters<typeof UpstreamError>[0]]>([
    ['refused requests', 'upstream_refused'],
    ['rate limits', 'upstream_rate_limited'],
    ['callers who leave', 'upstream_timeout'],
  ])('does not count %s', async (_, code) => {
    const inner = new ScriptedLlmProvider([{ error: new UpstreamError(code, 'No.') }]);
    await askTimes(breaking(inner), 40);
    expect(inner.calls).toBe(40);
  });

  /** Fails as long as it is told to. */
  const moody = (delayMs = 0) => {
    const mood: { bad: boolean; call: ScriptedCall } = { bad: true, call: {} };
    const inner = new ScriptedLlmProvider(() => (mood.bad ? { error: failure } : { delayMs, ...mood.call }));
    return { mood, inner, provider: breaking(inner) };
  };

  it('lets one probe through after the pause, refuses others meanwhile, and is back when it went well', async () => {
    const { mood, inner, provider } = moody(50);
    await askTimes(provider, 20);
    mood.bad = false;
    await sleep(PAUSE + 20);
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(provider)));
    expect(inner.calls).toBe(21);
    expect(answers.filter((answer) => 'text' in answer)).toHaveLength(1);
    expect(await ask(provider)).toHaveProperty('text');
    expect(signals.states).toEqual(['llm:openai:m:down', 'llm:openai:m:up']);
  });

  it('pauses longer after a probe that failed, and reports the change once', async () => {
    const { inner, provider } = moody();
    await askTimes(provider, 20);
    await sleep(PAUSE + 20);
    await askTimes(provider, 2);
    expect(inner.calls).toBe(21);
    await sleep(PAUSE + 20);
    await ask(provider);
    expect(inner.calls).toBe(21);
    expect(signals.states).toEqual(['llm:openai:m:down']);
  });

  it('learns nothing from a probe whose caller left', async () => {
    const { mood, inner, provider } = moody(5_000);
    await askTimes(provider, 20);
    Object.assign(mood, {
      bad: false,
      call: { delayMs: 10, error: new UpstreamError('upstream_timeout', 'Left.') },
    });
    await sleep(PAUSE + 20);
    await ask(provider);
    expect(await ask(provider)).toMatchObject({ code: 'upstream_overloaded' });
    expect(inner.calls).toBe(21);
  });

  it('counts streams that break, and none that their reader left', async () => {
    const read = async (provider: LlmProvider, leave: boolean) => {
      for await (const { type } of provider.stream(asking('m'), deadlineIn(5_000)))
        if (leave && type === 'delta') break;
    };
    const inner = new ScriptedLlmProvider([{ pieces: ['a', 'b'], error: failure }]);
    const provider = breaking(inner);
    for (let call = 0; call < 30; call++) await read(provider, true);
    for (let call = 0; call < 30; call++) await read(provider, false).catch(() => undefined);
    expect(inner.calls).toBe(30 + 20);
  });

  it('goes on leaving a model alone while callers ask for any number of other names', async () => {
    const inner = new ScriptedLlmProvider([{ error: failure }]);
    const provider = breaking(inner, 5, 60_000);
    await askTimes(provider, 20);
    for (let name = 0; name < 20; name++) await ask(provider, `made up ${name}`);
    expect(await ask(provider)).toMatchObject({ code: 'upstream_overloaded' });
    expect(signals.states).toEqual(['llm:openai:m:down']);
  });

  it('keeps a bounded number of breakers, and takes back what it said of one it forgets', async () => {
    const inner = new ScriptedLlmProvider([{ error: failure }]);
    const provider = breaking(inner, 2, 60_000);
    for (const model of ['m', 'n', 'a random name']) await askTimes(provider, 20, model);
    expect(signals.states).toEqual([
      'llm:openai:m:down',
      'llm:openai:n:down',
      'llm:openai:m:up',
      'llm:openai:other:down',
    ]);
    expect(await ask(provider, 'n')).toMatchObject({ code: 'upstream_overloaded' });
    expect(await ask(provider, 'm')).toMatchObject({ code: 'upstream_failed' });
  });

  it('says that models without a name of their own are up only when none of them is down', async () => {
    const well = new Set<string>();
    const inner = new ScriptedLlmProvider(({ model }) => (well.has(model) ? {} : { error: failure }));
    const provider = breaking(inner);
    for (const model of ['one', 'other']) await askTimes(provider, 20, model);
    await sleep(PAUSE + 20);
    well.add('one');
    await ask(provider, 'one');
    expect(signals.states).toEqual(['llm:openai:other:down']);
    expect(signals.openBreakers()).toEqual(['openai:other']);
    well.add('other');
    await ask(provider, 'other');
    expect(signals.states).toEqual(['llm:openai:other:down', 'llm:openai:other:up']);
    expect(signals.openBreakers()).toEqual([]);
  });
});
