import type { Answer } from '@app/core';
import { isObject, parseObject } from '../../json.js';
import { ReportedFailure } from '../../errors.js';
import type { SseEvent } from '../../sse/sse.event.js';
import { StreamDecoder } from '../stream.decoder.port.js';
import { OpenAiCompletion } from './completion.builder.js';
import { toAnswer } from './response.mapper.js';

const END = '[DONE]';

/** Decodes `chat.completion.chunk` events up to `[DONE]`, which some servers leave out, and builds the completion that the same call would return whole. */
export class OpenAiStreamDecoder extends StreamDecoder {
  private readonly built = new OpenAiCompletion();
  private done = false;

  /** @param choices the number of requested choices. */
  constructor(private readonly choices = 1) {
    super();
  }

  get ended(): boolean {
    return this.done;
  }

  get isComplete(): boolean {
    return this.done || this.built.isFinished(this.choices);
  }

  isEnd({ data }: SseEvent): boolean {
    return data === END;
  }

  push(event: SseEvent): string {
    const { data } = event;
    if (this.isEnd(event)) {
      this.done = true;
      return '';
    }
    const chunk = parseObject(data);
    if (chunk['error']) throw new ReportedFailure(statusOf(chunk['error']));
    return this.built.add(chunk);
  }

  answer(): Answer {
    return toAnswer(this.built.completion);
  }
}

/** The HTTP status, which some servers report in `code`. */
function statusOf(error: unknown): number {
  const code = isObject(error) ? Number(error['code']) : NaN;
  return Number.isInteger(code) && code >= 400 ? code : 500;
}
