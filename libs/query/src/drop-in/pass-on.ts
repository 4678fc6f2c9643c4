import { parseObject, SseFrames, type WireResponse } from '@app/llm';
import type { Ending } from '../flights/flight-event.js';
import { type PassingOn, StreamReading, understood } from './stream-reading.js';

/**
 * Puts what the upstream sends into the flight's log as it comes, and says how it ended. The ending is decided before the last
 * piece goes into the log: whoever has that piece finds the answer in memory.
 */
export async function passOn(response: WireResponse, passing: PassingOn): Promise<Ending> {
  const { status, headers, body } = response;
  passing.control.emit({ type: 'head', status, headers });
  const isStream = headers['content-type']?.startsWith('text/event-stream');
  if (isStream && status === 200) return streamed(body, passing);
  return whole(status, Buffer.concat(await collect(body)), passing);
}

function whole(status: number, body: Buffer, { format, control, finish }: PassingOn): Ending {
  const ending: Ending =
    status === 200 ? finish(() => format.answerOf(parseObject(body.toString('utf8')))) : { type: 'passed' };
  control.emit({ type: 'body', body });
  return ending;
}

async function streamed(body: AsyncIterable<Uint8Array>, passing: PassingOn): Promise<Ending> {
  const frames = new SseFrames();
  const reading = new StreamReading(passing);
  for await (const bytes of body)
    for (const frame of understood(() => frames.push(bytes))) reading.take(frame);
  return reading.ending();
}

async function collect(body: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  for await (const bytes of body) pieces.push(bytes);
  return pieces;
}
