import { eventOf, type SseEvent } from './sse.event.js';
import { SseFrames } from './sse.frames.js';

/**
 * Decodes server-sent events from bytes that may be cut anywhere. An event is complete with its blank line, or when the stream
 * ends without it. Throws `BrokenAnswer` on bytes that are not UTF-8.
 */
export class SseDecoder {
  private readonly frames = new SseFrames();

  push(bytes: Uint8Array): SseEvent[] {
    return this.frames
      .push(bytes)
      .map(eventOf)
      .filter((event) => event !== undefined);
  }

  /** The last event, when it lacks only its blank line and is short. */
  get unfinished(): SseEvent | undefined {
    return eventOf(this.frames.unfinished);
  }

  /** Call it at the end of the bytes. Returns the event that lacks its blank line, if there is one. Throws `BrokenAnswer` as `push` does, and on half of a line. */
  end(): SseEvent[] {
    const event = eventOf(this.frames.end());
    return event ? [event] : [];
  }
}
