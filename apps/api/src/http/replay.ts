import { setTimeout as sleep } from 'node:timers/promises';
import type { Slicing } from '@app/llm';
import type { SseWriter } from './sse.writer.js';

/** How much is written at a time, in UTF-16 units, when all may go at once. */
const BATCH = 16_384;
const SECOND = 1_000;
const FRAME_END = '\n\n';

/** Sends an answer that is there already as if it were just being made: no more of it is made than its reader has room for. */
export class Replay {
  /** How long the slices of its texts are: whoever sees them one by one sees tokens. */
  readonly slicing: Slicing;

  /** @param framesPerSecond 0 = all at once. */
  constructor(private readonly framesPerSecond: number) {
    this.slicing = framesPerSecond > 0 ? 'token' : 'growing';
  }

  /** @param frames SSE frames, or pieces of long ones, made as they are asked for. Rejects with `CallerLeft` when there is no reader. */
  async send(frames: Iterable<string>, writer: SseWriter): Promise<void> {
    const isPaced = this.framesPerSecond > 0;
    for (const piece of isPaced ? frames : batches(frames)) {
      await writer.send(piece);
      if (isPaced && piece.endsWith(FRAME_END)) await sleep(SECOND / this.framesPerSecond);
    }
  }
}

/** The same text in fewer pieces, none of them much longer than a batch and a frame. */
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
