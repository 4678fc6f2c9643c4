import * as fc from 'fast-check';
import { loadWireFormats, type WireFormats, type WireName, type WireResponse } from '@app/llm';
import { anthropicWire, openAiWire, deadlineIn, type Wire } from '@app/llm/testing';
import type { FlightPart, FlightResult } from '../flights/flight-event.js';
import { passOn } from './pass-on.js';
import type { PassingOn } from './stream-reading.js';

const WIRES: readonly (readonly [WireName, Wire])[] = [
  ['chat-completions', openAiWire],
  ['messages', anthropicWire],
];
const STREAM = { 'content-type': 'text/event-stream; charset=utf-8' };
const JSON_TYPE = { 'content-type': 'application/json' };
const FAILED = { code: 'upstream_failed' };

describe.each(WIRES)('passOn of %s', (name, wire) => {
  let formats: WireFormats;
  beforeAll(async () => {
    formats = await loadWireFormats();
  });

  async function* bytesOf(pieces: readonly Uint8Array[], error?: Error): AsyncGenerator<Uint8Array> {
    for (const piece of pieces) yield await Promise.resolve(piece);
    if (error) throw error;
  }

  /** What goes into the log, `answer` when it was known to be complete, and how it ended. */
  async function pass(
    { status = 200, headers = {}, ...rest }: Partial<WireResponse> & { pieces: readonly Uint8Array[] },
    error?: Error,
  ) {
    const events: (FlightPart | 'answer')[] = [];
    const finish: PassingOn['finish'] = (make): FlightResult => {
      const answer = make();
      events.push('answer');
      return { type: 'answer', answer, stored: true };
    };
    const emit = (event: FlightPart) => void events.push(event);
    const control = { ...deadlineIn(1_000), emit, isOutdated: () => false };
    const response = { status, headers, body: bytesOf(rest.pieces, error) };
    const result = await passOn(response, { format: formats[name], control, finish }).catch(
      (thrown: unknown) => ({ type: 'error', error: thrown }),
    );
    return { events, result };
  }

  const whole = Buffer.from(JSON.stringify(wire.whole('Grüße 👋')));
  const stream = Buffer.from(wire.streamed(['Grüße ', '👋']));
  const framesIn = (events: readonly (FlightPart | 'answer')[]) =>
    events.map((event) => (event !== 'answer' && event.type === 'frame' ? event.frame : '')).join('');

  it('gives a whole body byte for byte, once it is known what it is', async () => {
    const pieces = [whole.subarray(0, 50), whole.subarray(50)];
    const { events, result } = await pass({ headers: JSON_TYPE, pieces });
    expect(events).toEqual([
      { type: 'head', status: 200, headers: JSON_TYPE },
      'answer',
      { type: 'body', body: whole },
    ]);
    expect(result).toMatchObject({ type: 'answer', answer: { text: 'Grüße 👋' } });
  });

  it.each([201, 400, 429, 500])(
    'gives a body with status %d as it is, and never reads it',
    async (status) => {
      const { events, result } = await pass({ status, headers: JSON_TYPE, pieces: [whole] });
      expect(events).toEqual([
        { type: 'head', status, headers: JSON_TYPE },
        { type: 'body', body: whole },
      ]);
      expect(result).toEqual({ type: 'passed' });
    },
  );

  it('gives an error as it is, even if it says that it is a stream', async () => {
    const { events, result } = await pass({ status: 500, headers: STREAM, pieces: [stream] });
    expect(events.at(-1)).toEqual({ type: 'body', body: stream });
    expect(result).toEqual({ type: 'passed' });
  });

  it('gives a stream frame by frame, wherever its bytes are torn', async () => {
    const cuts = fc.array(fc.nat(stream.length), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(cuts, async (places) => {
        const ends = [...places.sort((one, other) => one - other), stream.length];
        const pieces = ends.map((end, at) => stream.subarray(ends[at - 1] ?? 0, end));
        const { events, result } = await pass({ headers: STREAM, pieces });
        expect(framesIn(events)).toBe(stream.toString());
        expect(events.indexOf('answer')).toBe(events.length - 2);
        expect(result).toMatchObject({ type: 'answer', answer: { text: 'Grüße 👋' } });
      }),
    );
  });

  it('fails with what the upstream fails with, having given what came before', async () => {
    const broken = new Error('Cut.');
    const cut = await pass({ headers: STREAM, pieces: [stream.subarray(0, -20)] }, broken);
    expect(cut.result).toEqual({ type: 'error', error: broken });
    expect(stream.toString().startsWith(framesIn(cut.events))).toBe(true);
    expect(cut.events).not.toContain('answer');
    const half = await pass({ headers: JSON_TYPE, pieces: [whole] }, broken);
    expect(half.result).toEqual({ type: 'error', error: broken });
    expect(half.events).toHaveLength(1);
  });

  it.each<[string, Error | undefined]>([
    ['just ends', undefined],
    ['breaks', new Error('The connection broke.')],
  ])('knows no answer when the connection %s anywhere before the end of it', async (_, error) => {
    const least = Buffer.byteLength(wire.needed(stream.toString())) - '\n\n'.length;
    for (const [headers, bytes, cuts] of [
      [JSON_TYPE, whole, whole.length],
      [STREAM, stream, least],
    ] as const)
      for (let cut = 0; cut < cuts; cut++) {
        const { events, result } = await pass({ headers, pieces: [bytes.subarray(0, cut)] }, error);
        expect([cut, result.type, events.includes('answer')]).toEqual([cut, 'error', false]);
      }
  });

  it('fails when a stream just ends', async () => {
    const { result } = await pass({ headers: STREAM, pieces: [stream.subarray(0, -3)] });
    expect(result).toMatchObject({ type: 'error', error: FAILED });
  });

  it('fails when a stream is no text', async () => {
    const { result, events } = await pass({
      headers: STREAM,
      pieces: [stream.subarray(0, 99), Buffer.from([0xff])],
    });
    expect(result).toMatchObject({ type: 'error', error: FAILED });
    expect(events).not.toContain('answer');
  });
});
