import type { Answer } from '@app/core';
import { isObject, objectOf, parseObject, type JsonObject } from '../../json.js';
import { ReportedFailure } from '../../errors.js';
import type { SseEvent } from '../../sse/sse.event.js';
import { StreamDecoder } from '../stream.decoder.port.js';
import { statusOfType } from './error-types.js';
import { AnthropicMessage } from './message.builder.js';
import { toAnswer } from './response.mapper.js';

/** A terminal event as it is sent: `type` is all that it has. */
const END = /^\s*\{\s*"type"\s*:\s*"message_stop"\s*\}\s*$/;

/** Reads the events of a Messages stream up to `message_stop`, and rebuilds the message that the same call would give whole. */
export class AnthropicStreamDecoder extends StreamDecoder {
  private readonly message = new AnthropicMessage();
  private stopped = false;

  get ended(): boolean {
    return this.stopped;
  }

  /** Anthropic's own clients fail without the terminal event. */
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

  /** One whose numbers can't be told again as they came counts as one that did not end well. */
  answer(): Answer {
    const answer = toAnswer(this.message.whole());
    return this.message.keepsNumbers ? answer : { ...answer, finishReason: 'other' };
  }

  /** Pings and what Anthropic may add later say nothing about the answer. */
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
