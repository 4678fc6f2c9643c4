import * as fc from 'fast-check';
import { BrokenAnswer } from '../errors.js';
import { SseDecoder } from './sse.decoder.js';
import type { SseEvent } from './sse.event.js';

const text = fc.string({ unit: 'grapheme' }).map((value) => value.replace(/[\r\n]/g, ''));
const anEvent = fc.record({ event: text.map((name) => name.trim() || 'message'), data: text });
const lineEnd = fc.constantFrom('\n', '\r\n', '\r');

describe('SseDecoder', () => {
  it('gives back what was written, whatever the line ends and wherever the bytes are cut', () => {
    fc.assert(
      fc.property(
        fc.array(anEvent),
        lineEnd,
        fc.infiniteStream(fc.integer({ min: 1, max: 7 })),
        (events, end, sizes) => {
          const lines = events.flatMap(({ event, data }) => [`event: ${event}`, `data: ${data}`, '']);
          const bytes = Buffer.from(lines.map((line) => line + end).join('') + ':' + end);
          const decoder = new SseDecoder();
          const decoded: SseEvent[] = [];
          for (let from = 0; from < bytes.length;) {
            const to = from + Number(sizes.next().value);
            decoded.push(...decoder.push(bytes.subarray(from, to)));
            from = to;
          }
          expect(decoded).toEqual(events);
        },
      ),
    );
  });

  const decode = (stream: string) => new SseDecoder().push(Buffer.from(stream));

  it('joins several data lines, and passes over comments, unknown fields and events without data', () => {
    expect(decode(': hello\n\ndata: one\ndata:two\nid: 7\nretry: 10\n\nevent: empty\n\n')).toEqual([
      { event: 'message', data: 'one\ntwo' },
    ]);
  });

  it('passes over a byte order mark', () => {
    expect(decode('\ufeffdata: x\n\n')).toEqual([{ event: 'message', data: 'x' }]);
  });

  it('strings a long event together, in whatever pieces it comes', () => {
    const decoder = new SseDecoder();
    const pieces = Array.from({ length: 2_000 }, () =>
      decoder.push(Buffer.from(`data: ${'x'.repeat(99)}\r\n`)),
    );
    expect(pieces.flat()).toEqual([]);
    const [event, ...others] = decoder.push(Buffer.from('\r\ndata: y\n\n'));
    expect(event?.data).toBe(Array(2_000).fill('x'.repeat(99)).join('\n'));
    expect(others).toEqual([{ event: 'message', data: 'y' }]);
  });

  it('keeps an event back until its blank line has come, or the stream has ended', () => {
    const decoder = new SseDecoder();
    expect(decoder.push(Buffer.from('data: whole?\n'))).toEqual([]);
    expect(decoder.end()).toEqual([{ event: 'message', data: 'whole?' }]);
    expect(decoder.end()).toEqual([]);
  });

  it('has nothing left at the end of a stream but comments, and refuses half of a line or of a letter', () => {
    for (const [rest, isBroken] of [
      ['', false],
      [': bye\n', false],
      ['\r\n', false],
      ['dat', true],
      ['event: x\n', true],
      [Buffer.from([0xc3]), true],
    ] as const) {
      const decoder = new SseDecoder();
      decoder.push(Buffer.concat([Buffer.from('data: x\n\n'), Buffer.from(rest)]));
      if (isBroken) expect(() => decoder.end()).toThrow(BrokenAnswer);
      else expect(decoder.end()).toEqual([]);
    }
  });

  it('does not wait for what follows two bare carriage returns', () => {
    const decoder = new SseDecoder();
    expect(decoder.push(Buffer.from('data: x\r\r'))).toEqual([{ event: 'message', data: 'x' }]);
    expect(decoder.push(Buffer.from('\ndata: y\r'))).toEqual([]);
    expect(decoder.push(Buffer.from('\r'))).toEqual([{ event: 'message', data: 'y' }]);
    expect(decoder.push(Buffer.from('data: z\r\n\r'))).toEqual([]);
    expect(decoder.push(Buffer.from('\n'))).toEqual([{ event: 'message', data: 'z' }]);
  });

  it('takes line ends of any kind in any order', () => {
    const end = fc.constantFrom('\n', '\r\n', '\r');
    fc.assert(
      fc.property(fc.array(fc.tuple(end, end), { minLength: 1 }), fc.nat(), (ends, cut) => {
        // A CR and an LF that meet are one line end: between an event's line and its blank line they would leave none.
        fc.pre(ends.every(([first, second]) => !(first === '\r' && second === '\n')));
        const bytes = Buffer.from(ends.map(([first, second], at) => `data: ${at}${first}${second}`).join(''));
        const [decoder, at] = [new SseDecoder(), cut % bytes.length];
        const pieces = [bytes.subarray(0, at), bytes.subarray(at)];
        const events = [...pieces.flatMap((piece) => decoder.push(piece)), ...decoder.end()];
        expect(events.map(({ data }) => data)).toEqual(ends.map((_, number) => String(number)));
      }),
    );
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(() => new SseDecoder().push(Buffer.from([0x64, 0xff, 0xfe]))).toThrow(BrokenAnswer);
  });
});
