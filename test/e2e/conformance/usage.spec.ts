import { ACME_KEY } from '../stage.js';
import { type ConformanceStage, openConformanceStage } from './conformance.stage.js';
import { type Dialect, DIALECTS, freshModel } from './dialects.js';

const QUESTION = 'How long does the night bus take?';
type Counts = Readonly<Record<string, unknown>>;
type Answer = { readonly usage?: Counts };

/** The counts that an answer tells, whole or streamed, in the order in which they come. */
function usagesIn(text: string): Counts[] {
  const datas = text.startsWith('{')
    ? [text]
    : [...text.matchAll(/^data: (\{.*)$/gm)].map(([, data]) => data!);
  return datas.flatMap((data) => {
    const event = JSON.parse(data) as { usage?: Counts; message?: Answer; response?: Answer };
    const counts = event.usage ?? event.message?.usage ?? event.response?.usage;
    return counts ? [counts] : [];
  });
}

/** Every number in it. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

describe.each(['zero', 'original'])('usage with HIT_USAGE=%s', (setting) => {
  let stage: ConformanceStage;
  beforeAll(async () => {
    stage = await openConformanceStage({ HIT_USAGE: setting });
  });
  afterEach(() => stage.simulator.behave({}));
  afterAll(() => stage.close());

  const ask = async (dialect: Dialect, model: string, stream: boolean) => {
    const more =
      stream && dialect.name === 'chat-completions' ? { stream_options: { include_usage: true } } : {};
    const reply = await stage.post(dialect, dialect.ask(QUESTION, { model, stream, ...more }));
    return { ...reply, usages: usagesIn(reply.text) };
  };
  const isTold = (usages: readonly Counts[]) =>
    usages.length > 0 && numbersIn(usages).some((count) => count > 0);

  describe.each(DIALECTS)('of %s', (_, dialect) => {
    it.each([
      ['whole', false],
      ['streamed', true],
    ])('is that of the call on a miss, and as set on a hit: first %s', async (_way, first) => {
      const model = freshModel();
      const miss = await ask(dialect, model, first);
      expect(miss.cache).toBe('MISS');
      expect(isTold(miss.usages)).toBe(true);
      for (const stream of [first, !first]) {
        const hit = await ask(dialect, model, stream);
        expect(hit.cache).toBe('HIT');
        expect(hit.usages.length).toBeGreaterThan(0);
        expect(isTold(hit.usages)).toBe(setting === 'original');
        if (stream === first && setting === 'original') expect(hit.usages).toEqual(miss.usages);
        // Nothing is left out, so that what reads it goes on to work.
        if (stream === first) expect(hit.usages.map(Object.keys)).toEqual(miss.usages.map(Object.keys));
      }
    });

    it('is that of the call for all who shared it, whole and streamed alike', async () => {
      stage.simulator.behave({ latencyMs: 1_000 });
      const model = freshModel();
      const replies = await Promise.all(
        [false, true, false, true].map((stream) => ask(dialect, model, stream)),
      );
      expect(replies.map(({ cache }) => cache)).toEqual(Array(4).fill('MISS'));
      expect(replies.map(({ usages }) => isTold(usages))).toEqual(Array(4).fill(true));
    });

    it('is remembered as it was', async () => {
      const model = freshModel();
      await ask(dialect, model, false);
      const hit = await ask(dialect, model, false);
      const entry = await stage.service.request('GET', `/api/v1/entries/${hit.headers['x-cache-entry']}`, {
        key: ACME_KEY,
      });
      expect(numbersIn(entry.body.usage).every((count) => count > 0)).toBe(true);
    });
  });
});
