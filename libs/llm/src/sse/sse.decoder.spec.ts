import * as fc from 'fast-check';
import { BrokenAnswer } from '../broken-answer.error.js';
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

  it('keeps an event back until its blank line has come', () => {
    expect(decode('data: whole?\n')).toEqual([]);
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(() => new SseDecoder().push(Buffer.from([0x64, 0xff, 0xfe]))).toThrow(BrokenAnswer);
  });
});
