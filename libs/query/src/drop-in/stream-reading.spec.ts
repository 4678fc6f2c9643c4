import type { Answer } from '@app/core';
import {
  BrokenAnswer,
  SseFrames,
  loadWireFormats,
  type WireFormats,
  type WireName,
  type WireRequest,
} from '@app/llm';
import { anthropicWire, openAiWire, deadlineIn, type Wire } from '@app/llm/testing';
import type { FlightPart, FlightResult } from '../flights/flight-event.js';
import { StreamReading } from './stream-reading.js';

const WIRES: readonly (readonly [WireName, Wire, malformed: string])[] = [
  ['chat-completions', openAiWire, 'data: {"choices":[7]}\n\n'],
  [
    'messages',
    anthropicWire,
    'event: content_block_delta\ndata: {"type":"content_block_delta","index":7}\n\n',
  ],
];
const FAILED = expect.objectContaining({ code: 'upstream_failed' }) as Error;
const RESULT: FlightResult = { type: 'passed' };

function framesOf(stream: string): string[] {
  return new SseFrames().push(Buffer.from(stream));
}

describe.each(WIRES)('StreamReading of %s', (name, wire, malformed) => {
  let formats: WireFormats;
  beforeAll(async () => {
    formats = await loadWireFormats();
  });
  const whole = wire.streamed(['One ', 'two.']);

  /** A reading, and what happened in which order: frames as they went into the log, and the answer when it was complete. */
  function reading(finish?: (make: () => Answer) => FlightResult) {
    const events: (string | Answer)[] = [];
    const shown: (string | undefined)[] = [];
    const control = {
      ...deadlineIn(1_000),
      isOutdated: () => false,
      emit: (event: FlightPart) => {
        if (event.type !== 'frame') return;
        events.push(event.frame);
        shown.push(event.shown);
      },
    };
    const noted = (make: () => Answer): FlightResult => {
      events.push(make());
      return RESULT;
    };
    const format = formats[name];
    return { reader: new StreamReading({ format, control, finish: finish ?? noted }), events, shown };
  }

  it('passes every frame on as it came, and knows how it ended before the last one', () => {
    const { reader, events } = reading();
    const frames = framesOf(whole);
    for (const frame of frames) reader.take(frame);
    expect(events).toEqual([
      ...frames.slice(0, -1),
      expect.objectContaining({ text: 'One two.', finishReason: 'stop', usage: wire.usage }),
      frames.at(-1),
    ]);
    expect(reader.result()).toBe(RESULT);
  });

  it('asks for the answer once, and passes on what comes after the end', () => {
    const { reader, events } = reading();
    const late = [': late\n\n', malformed, wire.errorEvent()];
    for (const frame of [...framesOf(whole), ...late]) reader.take(frame);
    expect(events.slice(-3)).toEqual(late);
    expect(events.filter((event) => typeof event !== 'string')).toHaveLength(1);
    expect(reader.result()).toBe(RESULT);
  });

  it('passes comments on', () => {
    const { reader, events, shown } = reading();
    reader.take(': wait\n\n');
    expect([events, shown]).toEqual([[': wait\n\n'], [': wait\n\n']]);
  });

  it.each([0, 1, 2])(
    'fails at a frame that makes no sense, which nobody gets to see (after %d)',
    (before) => {
      const frames = framesOf(whole).slice(0, before);
      for (const broken of [malformed, 'data: {"half\n\n', 'data: []\n\n', 'data: null\n\n']) {
        const { reader, events } = reading();
        for (const frame of frames) reader.take(frame);
        expect(() => reader.take(broken)).toThrow(FAILED);
        expect(events).toEqual(frames);
        expect(() => reader.result()).toThrow(FAILED);
      }
    },
  );

  it("passes the provider's own error on, and ends with it", () => {
    const { reader, events, shown } = reading();
    const frames = [...framesOf(whole).slice(0, 2), wire.errorEvent()];
    for (const frame of frames) reader.take(frame);
    expect(events).toEqual(frames);
    expect(shown.at(-1)).toBe(wire.errorEvent());
    expect(reader.result()).toEqual({ type: 'passed' });
  });

  it('fails when the stream ends anywhere before its answer is whole', () => {
    const frames = framesOf(whole);
    const least = framesOf(wire.needed(whole)).length;
    for (let taken = 0; taken < frames.length; taken++) {
      const { reader, events } = reading();
      for (const frame of frames.slice(0, taken)) reader.take(frame);
      if (taken < least) expect(() => reader.result()).toThrow(FAILED);
      else expect(reader.result()).toBe(RESULT);
      expect(events.filter((event) => typeof event === 'string')).toEqual(frames.slice(0, taken));
    }
  });

  it.each(['\n', '\r\n', '\r'])(
    'reads and passes on a stream whose lines end with %j as it came',
    async (end) => {
      const bytes = Buffer.from(whole.replaceAll('\n', end));
      for (const size of [1, 2, 3, bytes.length]) {
        const { reader, events } = reading();
        for (let at = 0; at < bytes.length; at += size) await reader.push(bytes.subarray(at, at + size));
        expect(reader.result()).toBe(RESULT);
        const frames = events.filter((event) => typeof event === 'string');
        expect(frames.join('')).toBe(bytes.toString());
        expect(events).toContainEqual(expect.objectContaining({ text: 'One two.' }));
      }
    },
  );

  it.each(['\n', '\r\n', '\r'])('completes a last event that lacks its blank line (%j)', async (end) => {
    const bytes = whole.replaceAll('\n', end);
    for (const missing of [1, 2].map((lines) => lines * end.length)) {
      const { reader, events } = reading();
      await reader.push(Buffer.from(bytes.slice(0, -missing)));
      expect(reader.result()).toBe(RESULT);
      const frames = events.filter((event) => typeof event === 'string');
      expect(frames.join('').startsWith(bytes.slice(0, -missing))).toBe(true);
      expect(frames.at(-1)).toMatch(/(\n\n|\r\n\n)$/);
      expect(framesOf(frames.join(''))).toHaveLength(framesOf(bytes).length);
    }
  });

  it('passes a comment on that ends the stream without a blank line, and no half event after the end', async () => {
    for (const [rest, passed] of [
      [': bye\n', [': bye\n']],
      [': bye', [': bye\n']],
      ['data: {"ha', []],
      ['dat', []],
    ] as const) {
      const { reader, events } = reading();
      await reader.push(Buffer.from(whole + rest));
      expect(reader.result()).toBe(RESULT);
      const last = framesOf(whole).at(-1)!;
      expect(events.slice(events.indexOf(last) + 1)).toEqual(passed);
    }
  });

  it('fails when the stream ends inside a line, though nothing but its end was missing', async () => {
    for (const rest of ['d', 'dat', 'data', 'data:', 'data: {"a":', 'event: x\n']) {
      const { reader } = reading();
      await reader.push(Buffer.from(framesOf(whole).slice(0, -1).join('') + rest));
      expect(() => reader.result()).toThrow(FAILED);
    }
  });

  it('reads a stream that begins with a byte order mark, and passes the mark on', async () => {
    const { reader, events } = reading();
    await reader.push(Buffer.from(`\ufeff${whole}`));
    expect(reader.result()).toBe(RESULT);
    expect(events.filter((event) => typeof event === 'string').join('')).toBe(`\ufeff${whole}`);
    expect(events).toContainEqual(expect.objectContaining({ text: 'One two.' }));
  });

  it('fails at a last frame whose answer can not be told', () => {
    const { reader, events } = reading(() => {
      throw new BrokenAnswer('No.');
    });
    const frames = framesOf(whole);
    for (const frame of frames.slice(0, -1)) reader.take(frame);
    expect(() => reader.take(frames.at(-1)!)).toThrow(FAILED);
    expect(events).toEqual(frames.slice(0, -1));
  });

  it('lets errors of our own through', () => {
    const ours = new Error('Ours.');
    const { reader } = reading(() => {
      throw ours;
    });
    expect(() => framesOf(whole).forEach((frame) => reader.take(frame))).toThrow(ours);
  });
});

describe('StreamReading of usage', () => {
  it('withholds it from those who did not ask, where it was asked for them', async () => {
    const format = (await loadWireFormats())['chat-completions'];
    const shown: (string | undefined)[] = [];
    const emit = (event: FlightPart) => void (event.type === 'frame' && shown.push(event.shown));
    const reader = new StreamReading({
      format,
      control: { ...deadlineIn(1_000), emit, isOutdated: () => false },
      finish: () => RESULT,
    });
    const frames = framesOf(openAiWire.streamed(['One.']));
    for (const frame of frames) reader.take(frame);
    expect(shown).toHaveLength(frames.length);
    expect(shown.filter((frame) => frame === undefined)).toHaveLength(1);
    expect(shown.join('')).not.toContain('usage');
    expect(shown.at(-1)).toBe('data: [DONE]\n\n');
  });
});

describe('StreamReading of several choices without a terminal event', () => {
  const chunk = (index: number, finish_reason: string | null = null) =>
    `data: ${JSON.stringify({ id: 'c', model: 'm', choices: [{ index, delta: { content: 'x' }, finish_reason }] })}\n\n`;

  it.each([
    [1, [chunk(0), chunk(0, 'stop')], true],
    [1, [chunk(0), chunk(0, '')], false],
    [1, [chunk(0)], false],
    [1, [], false],
    [2, [chunk(0, 'stop'), chunk(1, 'stop')], true],
    [2, [chunk(0, 'stop'), chunk(1)], false],
    [2, [chunk(0, 'stop')], false],
    [undefined, [chunk(0, 'stop'), chunk(1, 'length')], true],
    [undefined, [chunk(0, 'stop'), chunk(1)], false],
  ])('needs an end for each of the %s that were asked for', async (n, frames, isWhole) => {
    const format = (await loadWireFormats())['chat-completions'];
    const wire = { choices: n } as WireRequest;
    const control = { ...deadlineIn(1_000), emit: () => undefined, isOutdated: () => false };
    const finish = (make: () => Answer): FlightResult => ({ type: 'answer', answer: make(), stored: true });
    const reader = new StreamReading({ format, wire, control, finish });
    for (const frame of frames) reader.take(frame);
    if (isWhole) expect(reader.result()).toMatchObject({ type: 'answer' });
    else expect(() => reader.result()).toThrow(FAILED);
  });
});
