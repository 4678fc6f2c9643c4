import type { Ending } from '../../../apps/simulator/src/behaviour.js';
import { type ConformanceStage, openConformanceStage } from './conformance.stage.js';
import { type Dialect, DIALECTS, freshModel } from './dialects.js';
import type { Reply } from './reply.js';

const QUESTION = 'Which floor is the canteen on?';
const WAYS = [
  ['whole', false],
  ['streamed', true],
] as const;
const PER_WAY = DIALECTS.flatMap(([name, dialect]) =>
  WAYS.map(([way, stream]) => [`${name}, ${way}`, dialect, stream] as const),
);
const NEVER: readonly Ending[] = ['length', 'content_filter', 'refusal', 'empty', 'tool_calls'];
/** `pass-on.spec.ts` cuts at every byte, in memory. */
const CUTS = 10;
/** So many of them are the last ones, byte by byte. */
const LAST = 4;

describe('what is never stored', () => {
  let stage: ConformanceStage;
  beforeAll(async () => {
    stage = await openConformanceStage();
  });
  afterEach(() => stage.simulator.behave({}));
  afterAll(() => stage.close());

  /** Asks twice and says what became of it. */
  const twice = async (dialect: Dialect, body: object) => {
    const calls = stage.upstream.calls();
    const replies = [await stage.post(dialect, body), await stage.post(dialect, body)];
    return {
      statuses: replies.map(({ status }) => status),
      caches: replies.map(({ cache }) => cache),
      calls: stage.upstream.calls() - calls,
    };
  };

  describe.each(PER_WAY)('of %s', (_, dialect, stream) => {
    const request = () => dialect.ask(QUESTION, { model: freshModel(), stream });

    it.each([400, 429, 500, 503, 529])('is an answer with status %d', async (status) => {
      const body = request();
      stage.simulator.behave({ status });
      expect(await twice(dialect, body)).toMatchObject({ statuses: [status, status], calls: 2 });
      stage.simulator.behave({});
      expect(await twice(dialect, body)).toMatchObject({ caches: ['MISS', 'HIT'], calls: 1 });
    });

    it.each(NEVER)('is an answer that ends by %s', async (finish) => {
      stage.simulator.behave({ finish });
      const caches = ['MISS', 'MISS'];
      expect(await twice(dialect, request())).toEqual({ statuses: [200, 200], caches, calls: 2 });
    });

    it('is the answer to the result of a tool', async () => {
      const body = { ...dialect.toolResult(QUESTION, 'noon'), model: freshModel(), stream };
      expect(await twice(dialect, body)).toMatchObject({ caches: ['MISS', 'MISS'], calls: 2 });
    });

    it(`is an answer that was cut, at any of ${CUTS} positions`, async () => {
      const body = request();
      const say = { text: 'The canteen is on the second floor, next to the lifts. '.repeat(12) };
      const behaviour = { seed: 1, say };
      stage.simulator.behave(behaviour);
      // A stream that lacks nothing but the blank line after its last event is whole.
      const bytes = (await upstreamBytes(stage, dialect, body)) - (stream ? '\n\n'.length : 0);
      const positions = positionsIn(bytes);
      for (const cutAfterBytes of positions) {
        stage.simulator.behave({ ...behaviour, cutAfterBytes });
        const calls = stage.upstream.calls();
        const reply = await stage.post(dialect, body).catch(() => undefined);
        // Had the one before been kept, this would be a hit.
        expect({ cutAfterBytes, calls: stage.upstream.calls() - calls }).toEqual({ cutAfterBytes, calls: 1 });
        expect(reply && isComplete(dialect, reply)).not.toBe(true);
      }
      stage.simulator.behave(behaviour);
      expect(await twice(dialect, body)).toMatchObject({ caches: ['MISS', 'HIT'], calls: 1 });
    });
  });
});

/** Whether a client would take it for a finished answer. */
function isComplete(dialect: Dialect, { status, headers, text, isCut }: Reply): boolean {
  const isStream = headers['content-type']?.startsWith('text/event-stream');
  return isStream ? dialect.terminal.test(text) : status === 200 && !isCut;
}

/** How long the upstream's answer is, as the service asks for it. */
async function upstreamBytes(stage: ConformanceStage, dialect: Dialect, body: object): Promise<number> {
  const isStream = 'stream' in body && body.stream === true && dialect.name === 'chat-completions';
  const usage = isStream ? { stream_options: { include_usage: true } } : {};
  const answer = await fetch(new URL(dialect.path, stage.simulator.url), {
    method: 'POST',
    headers: { ...dialect.headers('sk'), 'content-type': 'application/json' },
    body: JSON.stringify({ ...body, ...usage }),
  });
  return (await answer.arrayBuffer()).byteLength;
}

/** From no byte to all but one: spread over the body, and each of the last ones. */
function positionsIn(bytes: number): number[] {
  const [spread, end] = [CUTS - LAST, bytes - LAST];
  expect(end).toBeGreaterThan(0);
  return [
    ...Array.from({ length: spread }, (_, index) => Math.floor((index * end) / spread)),
    ...Array.from({ length: LAST }, (_, index) => end + index),
  ];
}
