import { eventOf, type SseEvent } from './sse.event.js';
import { SseFrames } from './sse.frames.js';

/**
 * Server-sent events from bytes, however they are cut. An event counts once its blank line has come, so that a cut stream
 * never yields half of one. Throws `BrokenAnswer` on bytes that aren't UTF-8.
 */
export class SseDecoder {
  private readonly frames = new SseFrames();

  push(bytes: Uint8Array): SseEvent[] {
    return this.frames
      .push(bytes)
      .map(eventOf)
      .filter((event) => event !== undefined);
  }
}
