import { isUtf8 } from 'node:buffer';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '@app/core';
import { BrokenAnswer, keepsIntegers, parseObject, type WireFormat, type WireResponse } from '@app/llm';
import type { FlightResult } from '../flights/flight-event.js';
import { type PassingOn, StreamReading } from './stream-reading.js';

/**
 * The head of a stream waits this long for the first frame. A failure within that time still gets a status of its own, on which
 * clients try again. Milliseconds.
 */
const HEAD_WAITS_MS = 25;
/** Milliseconds that the end of the body may take after the terminal event. Most often both come together. */
const TAIL_MS = 500;

/**
 * Puts the response into the flight's log as it arrives, and returns how it ended. A complete answer is stored before the last piece
 * goes into the log: a caller that has that piece can already find the answer in the cache.
 */
export async function passOn(response: WireResponse, passing: PassingOn): Promise<FlightResult> {
  const { status, headers, body } = response;
  passing.control.emit({ type: 'head', status, headers });
  const isStream = headers['content-type']?.toLowerCase().startsWith('text/event-stream');
  if (isStream && status === 200) return streamed(body, passing);
  return whole(status, await buffer(body), passing);
}

function whole(status: number, body: Buffer, { format, control, finish }: PassingOn): FlightResult {
  const result: FlightResult = status === 200 ? finish(() => answerIn(body, format)) : { type: 'passed' };
  control.emit({ type: 'body', body });
  return result;
}

/** An answer that can't be replayed exactly counts as one that did not end well. */
function answerIn(body: Buffer, format: WireFormat): Answer {
  if (!isUtf8(body)) throw new BrokenAnswer('The upstream sent something that is not UTF-8.');
  const text = new TextDecoder().decode(body);
  const answer = format.answerOf(parseObject(text));
  return keepsIntegers(text) ? answer : { ...answer, finishReason: 'other' };
}

async function streamed(body: AsyncIterable<Uint8Array>, passing: PassingOn): Promise<FlightResult> {
  const reading = new StreamReading(passing);
  const silence = setTimeout(() => {
    if (!reading.hasBegun) passing.control.emit({ type: 'silence' });
  }, HEAD_WAITS_MS);
  try {
    return await read(body, reading);
  } finally {
    clearTimeout(silence);
  }
}

/** May return before the body has ended. The flight closes the connection when it ends. */
async function read(body: AsyncIterable<Uint8Array>, reading: StreamReading): Promise<FlightResult> {
  const [pieces, tail] = [body[Symbol.asyncIterator](), new Tail()];
  for (;;) {
    const piece = await (reading.hasEnded ? tail.of(pieces.next()) : pieces.next());
    if (piece.done) return reading.result();
    await reading.push(piece.value);
  }
}

type Piece = IteratorResult<Uint8Array, unknown>;

const END: Piece = { done: true, value: undefined };

/** The rest of a stream after its terminal event. Nothing in it matters, so its failures are ignored and nobody waits long for it. */
class Tail {
  private over?: Promise<Piece>;

  /** The next piece; the end when none comes in time, or when the connection breaks. */
  of(next: Promise<Piece>): Promise<Piece> {
    this.over ??= sleep(TAIL_MS, END, { ref: false });
    return Promise.race([next, this.over]).catch(() => END);
  }
}
