import type { Answer } from '@app/core';
import { isObject, objectOf, parseObject, type JsonObject } from '../../json.js';
import { ReportedFailure } from '../../errors.js';
import type { SseEvent } from '../../sse/sse.event.js';
import { StreamDecoder } from '../stream.decoder.port.js';
import { statusOfType } from './error-types.js';
import { AnthropicMessage } from './message.builder.js';
import { toAnswer } from './response.mapper.js';

/** The terminal event, which has only a `type`. */
const END = /^\s*\{\s*"type"\s*:\s*"message_stop"\s*\}\s*$/;

/** Decodes the events of a Messages stream up to `message_stop`, and builds the message that the same call would return whole. */
export class AnthropicStreamDecoder extends StreamDecoder {
  private readonly message = new AnthropicMessage();
  private stopped = false;

  get ended(): boolean {
    return this.stopped;
  }

  /** The terminal event is required, because Anthropic's own clients fail without it. */
  get isComplete(): boolean {
    return this.stopped;
  }

  isEnd({ data }: SseEvent): boolean {
    return END.test(data);
  }

  push({ data }: SseEvent): string {
    const event = parseObject(data);
    if (event['type'] === 'error') throw reported(event['error']);
    if (event['type'] === 'content_block_delta')
      return this.message.add(event['index'], objectOf(event['delta'], 'delta'));
    this.note(event);
    return '';
  }

  /** An answer with numbers that change when they are printed again gets the finish reason `other`, so that it is not stored. */
  answer(): Answer {
    const answer = toAnswer(this.message.whole());
    return this.message.keepsNumbers ? answer : { ...answer, finishReason: 'other' };
  }

  /** Ignores pings and unknown events. */
  private note(event: JsonObject): void {
    if (event['type'] === 'message_start') this.message.start(event['message']);
    if (event['type'] === 'content_block_start') this.message.startBlock(event['content_block']);
    if (event['type'] === 'message_delta') this.message.finish(event);
    if (event['type'] === 'message_stop') this.stopped = true;
  }
}

function reported(error: unknown): ReportedFailure {
  return new ReportedFailure(statusOfType(isObject(error) ? error['type'] : undefined));
}
