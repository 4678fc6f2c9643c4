import type { Answer } from '@app/core';
import type { SseEvent } from '../sse/sse.event.js';

/** Decodes one stream of a provider, event by event. Throws `BrokenAnswer` on what it can't read, `ReportedFailure` on an error event. */
export abstract class StreamDecoder {
  /** Whether the terminal event has come. Ignore everything after it. */
  abstract readonly ended: boolean;
  /** Whether the answer is complete, perhaps without the terminal event. A stream may end here without an error. */
  abstract readonly isComplete: boolean;
  /** Whether this is the terminal event. It counts even without its blank line. */
  abstract isEnd(event: SseEvent): boolean;
  /** Takes an event in. Returns the text that it adds to the answer, which is often empty. */
  abstract push(event: SseEvent): string;
  /** The finished answer. Call it only once the answer is complete. */
  abstract answer(): Answer;
}
