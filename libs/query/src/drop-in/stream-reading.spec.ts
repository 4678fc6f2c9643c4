import type { Answer } from '@app/core';
import { BrokenAnswer, SseFrames, WireFormats, type WireName } from '@app/llm';
import { anthropicWire, openAiWire, within, type Wire } from '@app/llm/testing';
import type { Ending, Progress } from '../flights/flight-event.js';
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
const LANDED: Ending = { type: 'passed' };

function framesOf(stream: string): string[] {
  return new SseFrames().push(Buffer.from(stream));
}

describe.each(WIRES)('StreamReading of %s', (name, wire, malformed) => {
  let formats: WireFormats;
  beforeAll(async () => {
    formats = await WireFormats.load();
  });
  const whole = wire.streamed(['One ', 'two.']);

  /** A reading, and what happened in which order: frames as they went into the log, and the answer when it was complete. */
  function reading(finish?: (make: () => Answer) => Ending) {
    const events: (string | Answer)[] = [];
    const shown: (string | undefined)[] = [];
    const control = {
      ...within(1_000),
      isOutdated: () => false,
      emit: (event: Progress) => {
        if (event.type !== 'frame') return;
        events.push(event.frame);
        shown.push(event.shown);
      },
    };
    const noted = (make: () => Answer): Ending => {
      events.push(make());
      return LANDED;
    };
    const format = formats.get(name);
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
    expect(reader.ending()).toBe(LANDED);
  });

  it('asks for the answer once, and passes on what comes after the end', () => {
    const { reader, events } = reading();
    const late = [': late\n\n', malformed, wire.errorEvent()];
    for (const frame of [...framesOf(whole), ...late]) reader.take(frame);
    expect(events.slice(-3)).toEqual(late);
    expect(events.filter((event) => typeof event !== 'string')).toHaveLength(1);
    expect(reader.ending()).toBe(LANDED);
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
        expect(() => reader.ending()).toThrow(FAILED);
      }
    },
  );

  it("passes the provider's own error on, and ends with it", () => {
    const { reader, events, shown } = reading();
    const frames = [...framesOf(whole).slice(0, 2), wire.errorEvent()];
    for (const frame of frames) reader.take(frame);
    expect(events).toEqual(frames);
    expect(shown.at(-1)).toBe(wire.errorEvent());
    expect(reader.ending()).toEqual({ type: 'passed' });
  });

  it('fails when the stream ends anywhere before its terminal event', () => {
    const frames = framesOf(whole);
    for (let taken = 0; taken < frames.length; taken++) {
      const { reader, events } = reading();
      for (const frame of frames.slice(0, taken)) reader.take(frame);
      expect(() => reader.ending()).toThrow(FAILED);
      expect(events).toEqual(frames.slice(0, taken));
    }
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
    const format = (await WireFormats.load()).get('chat-completions');
    const shown: (string | undefined)[] = [];
    const emit = (event: Progress) => void (event.type === 'frame' && shown.push(event.shown));
    const reader = new StreamReading({
      format,
      control: { ...within(1_000), emit, isOutdated: () => false },
      finish: () => LANDED,
    });
    const frames = framesOf(openAiWire.streamed(['One.']));
    for (const frame of frames) reader.take(frame);
    expect(shown).toHaveLength(frames.length);
    expect(shown.filter((frame) => frame === undefined)).toHaveLength(1);
    expect(shown.join('')).not.toContain('usage');
    expect(shown.at(-1)).toBe('data: [DONE]\n\n');
  });
});
