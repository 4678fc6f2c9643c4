import { setTimeout as sleep } from 'node:timers/promises';
import type { Behaviour } from '../../../apps/simulator/src/behaviour.js';
import { type ConformanceStage, openConformanceStage } from './conformance.stage.js';
import { DIALECTS, freshModel } from './dialects.js';

const QUESTION = 'When is the next fire drill?';
/** What the upstream call may outlive its last caller. */
const ABORTED_WITHIN_MS = 200;

/** When the caller leaves: once the upstream was asked, or with the first text. */
type Moment = 'asked' | 'text';
const WINDOWS: readonly (readonly [string, boolean, Behaviour, Moment])[] = [
  ['before the headers of a stream', true, { stall: 'before-headers' }, 'asked'],
  ['between the headers and the first token', true, { stall: 'after-headers' }, 'asked'],
  ['in the middle of a stream', true, { tokensPerSecond: 5 }, 'text'],
  ['while a whole answer is awaited', false, { stall: 'before-headers' }, 'asked'],
  ['while the body of a whole answer is awaited', false, { stall: 'after-headers' }, 'asked'],
];

describe.each(DIALECTS)('a caller of %s who leaves', (_, dialect) => {
  let stage: ConformanceStage;
  beforeAll(async () => {
    stage = await openConformanceStage();
  });
  afterEach(() => stage.simulator.behave({}));
  afterAll(() => stage.close());

  const asked = async (calls: number) => {
    while (stage.upstream.calls() === calls) await sleep(5);
  };

  it.each(WINDOWS)(
    '%s ends the upstream call, and nothing is stored',
    async (_name, stream, behaviour, moment) => {
      const body = { ...dialect.ask(QUESTION, { model: freshModel() }), stream };
      const [calls, aborted] = [stage.upstream.calls(), stage.upstream.aborted()];
      const leaving = new AbortController();
      stage.simulator.behave(behaviour);
      let textCame = () => {};
      const hasText = new Promise<void>((resolve) => (textCame = resolve));
      const left = stage
        .post(dialect, body, { signal: leaving.signal, onChunk: () => textCame() })
        .catch(() => 'left');
      await (moment === 'text' ? hasText : asked(calls).then(() => sleep(50)));
      leaving.abort();
      await sleep(ABORTED_WITHIN_MS);
      expect(stage.upstream.aborted() - aborted).toBe(1);
      expect(await left).toBe('left');
      stage.simulator.behave({});
      expect(await stage.post(dialect, { ...body, stream: false })).toMatchObject({
        status: 200,
        cache: 'MISS',
      });
    },
  );

  it.each([true, false])('takes nothing from others who wait (leaving one streams: %p)', async (stream) => {
    const body = dialect.ask(QUESTION, { model: freshModel() });
    const [calls, aborted] = [stage.upstream.calls(), stage.upstream.aborted()];
    const leaving = new AbortController();
    stage.simulator.behave({ tokensPerSecond: 20, latencyMs: 300 });
    const left = stage.post(dialect, { ...body, stream }, { signal: leaving.signal }).catch(() => 'left');
    await asked(calls);
    const stays = stage.post(dialect, { ...body, stream: !stream });
    await sleep(150);
    leaving.abort();
    expect(await left).toBe('left');
    expect(dialect.textOf((await stays).text)).toContain(QUESTION);
    expect([stage.upstream.calls() - calls, stage.upstream.aborted() - aborted]).toEqual([1, 0]);
    expect((await stage.post(dialect, body)).cache).toBe('HIT');
  });
});
