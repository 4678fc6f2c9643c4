import { eventOf, type SseEvent } from './sse.event.js';
import { SseFrames } from './sse.frames.js';

/**
 * Server-sent events from bytes, however they are cut. An event counts once its blank line has come, or once the stream
 * has ended without it. Throws `BrokenAnswer` on bytes that aren't UTF-8.
 */
export class SseDecoder {
  private readonly frames = new SseFrames();

  push(bytes: Uint8Array): SseEvent[] {
    return this.frames
      .push(bytes)
      .map(eventOf)
      .filter((event) => event !== undefined);
  }

  /** The event that has come but for its blank line, if there is a short one. */
  get unfinished(): SseEvent | undefined {
    return eventOf(this.frames.unfinished);
  }

  /** The event that lacks its blank line, once no more bytes come; there may be none. Throws `BrokenAnswer` as `push` does, and on half of a line. */
  end(): SseEvent[] {
    const event = eventOf(this.frames.end());
    return event ? [event] : [];
  }
}
