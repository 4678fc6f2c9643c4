import type { Answer } from '@app/core';
import type { SseEvent } from '../sse/sse.event.js';

/** Reads one provider's stream, event by event. Throws `BrokenAnswer` on what it can't read, `ReportedFailure` on an error event. */
export abstract class StreamDecoder {
  /** The terminal event has come; nothing after it matters. */
  abstract readonly ended: boolean;
  /** Nothing is missing but perhaps the terminal event: a stream that ends here without a fault is whole. */
  abstract readonly isComplete: boolean;
  /** Whether this is the terminal event: true without its blank line as well, for then nothing can be missing of it. */
  abstract isEnd(event: SseEvent): boolean;
  /** The text that the event adds to the answer; often none. */
  abstract push(event: SseEvent): string;
  /** The finished answer. Only once it is complete. */
  abstract answer(): Answer;
}
