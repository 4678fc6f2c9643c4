import { isUtf8 } from 'node:buffer';
import { buffer } from 'node:stream/consumers';
import type { Answer } from '@app/core';
import { BrokenAnswer, keepsIntegers, parseObject, type WireFormat, type WireResponse } from '@app/llm';
import type { Ending } from '../flights/flight-event.js';
import { SilentStart } from './silent-start.js';
import { type PassingOn, StreamReading } from './stream-reading.js';
import { Tail } from './tail.js';

/**
 * Puts what the upstream sends into the flight's log as it comes, and says how it ended. The ending is decided before the last
 * piece goes into the log: whoever has that piece finds the answer in memory.
 */
export async function passOn(response: WireResponse, passing: PassingOn): Promise<Ending> {
  const { status, headers, body } = response;
  passing.control.emit({ type: 'head', status, headers });
  const isStream = headers['content-type']?.toLowerCase().startsWith('text/event-stream');
  if (isStream && status === 200) return streamed(body, passing);
  return whole(status, await buffer(body), passing);
}

function whole(status: number, body: Buffer, { format, control, finish }: PassingOn): Ending {
  const ending: Ending = status === 200 ? finish(() => answerIn(body, format)) : { type: 'passed' };
  control.emit({ type: 'body', body });
  return ending;
}

/** An answer that can't be told again as it was told now counts as one that did not end well. */
function answerIn(body: Buffer, format: WireFormat): Answer {
  if (!isUtf8(body)) throw new BrokenAnswer('The upstream sent something that is not UTF-8.');
  const text = new TextDecoder().decode(body);
  const answer = format.answerOf(parseObject(text));
  return keepsIntegers(text) ? answer : { ...answer, finishReason: 'other' };
}

async function streamed(body: AsyncIterable<Uint8Array>, passing: PassingOn): Promise<Ending> {
  const start = new SilentStart(passing.control);
  try {
    return await read(body, { ...passing, control: start.control });
  } finally {
    start.end();
  }
}

/** Who breaks off before the body ends leaves it to the flight's end to close the connection. */
async function read(body: AsyncIterable<Uint8Array>, passing: PassingOn): Promise<Ending> {
  const pieces = body[Symbol.asyncIterator]();
  const [reading, tail] = [new StreamReading(passing), new Tail()];
  for (;;) {
    const piece = await (reading.hasEnded ? tail.of(pieces.next()) : pieces.next());
    if (piece.done) return reading.ending();
    await reading.push(piece.value);
  }
}
