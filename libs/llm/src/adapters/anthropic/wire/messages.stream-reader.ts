import type { Answer } from '@app/core';
import type { SseEvent } from '../../../sse/sse.event.js';
import { WireStreamReader } from '../../../wire/wire-format.port.js';
import { AnthropicStreamDecoder } from '../stream.decoder.js';

/** Reads a Messages stream while it is passed on. */
export class MessagesStreamReader extends WireStreamReader {
  private readonly decoder = new AnthropicStreamDecoder();

  get ended(): boolean {
    return this.decoder.ended;
  }

  get isComplete(): boolean {
    return this.decoder.isComplete;
  }

  isEnd(event: SseEvent): boolean {
    return this.decoder.isEnd(event);
  }

  push(event: SseEvent): void {
    this.decoder.push(event);
  }

  /** Every caller gets the usage. */
  shown(_event: SseEvent, frame: string): string {
    return frame;
  }

  answer(): Answer {
    return this.decoder.answer();
  }
}
