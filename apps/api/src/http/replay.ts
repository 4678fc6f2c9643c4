import { setTimeout as sleep } from 'node:timers/promises';
import type { Slicing } from '@app/llm';
import type { SseWriter } from './sse.writer.js';

/** The size of a write when the whole answer may go at once, in UTF-16 units. */
const BATCH = 16_384;
const SECOND = 1_000;
const FRAME_END = '\n\n';

/** Streams a stored answer as if it were being generated. Frames are made only as fast as the reader takes them. */
export class Replay {
  /** The length of the slices of a text: a paced reader gets about one token per slice. */
  readonly slicing: Slicing;

  /** @param framesPerSecond 0 = all at once. */
  constructor(private readonly framesPerSecond: number) {
    this.slicing = framesPerSecond > 0 ? 'token' : 'growing';
  }

  /** @param frames SSE frames, or pieces of long ones, made on demand. Rejects with `CallerLeft` when the reader is gone. */
  async send(frames: Iterable<string>, writer: SseWriter): Promise<void> {
    const isPaced = this.framesPerSecond > 0;
    for (const piece of isPaced ? frames : batches(frames)) {
      await writer.send(piece);
      if (isPaced && piece.endsWith(FRAME_END)) await sleep(SECOND / this.framesPerSecond);
    }
  }
}

/** The same text in fewer pieces. A piece is at most as long as a batch and one frame. */
function* batches(frames: Iterable<string>): Generator<string> {
  let batch = '';
  for (const frame of frames) {
    if (batch.length + frame.length > BATCH && batch !== '') {
      yield batch;
      batch = '';
    }
    batch += frame;
  }
  if (batch !== '') yield batch;
}
