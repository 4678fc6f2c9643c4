import type { Answer } from '@app/core';
import { isObject, objectOf, parseObject, type JsonObject } from '../../json.js';
import { ReportedFailure } from '../../reported-failure.error.js';
import type { SseEvent } from '../../sse/sse.decoder.js';
import { StreamDecoder } from '../stream.decoder.port.js';
import { OpenAiMessage } from './message.builder.js';
import { toAnswer } from './response.mapper.js';

const END = '[DONE]';

/** Reads `chat.completion.chunk` events up to `[DONE]`, and rebuilds the completion that the same call would give whole. */
export class OpenAiStreamDecoder extends StreamDecoder {
  private readonly message = new OpenAiMessage();
  private facts: JsonObject = {};
  private finishReason: unknown = null;
  private done = false;

  get ended(): boolean {
    return this.done;
  }

  push({ data }: SseEvent): string {
    if (data === END) {
      this.done = true;
      return '';
    }
    return this.chunk(parseObject(data));
  }

  answer(): Answer {
    const { message } = this.message;
    const choice = { index: 0, message, finish_reason: this.finishReason };
    return toAnswer({ ...this.facts, object: 'chat.completion', choices: [choice] });
  }

  /** The usage comes with a chunk of its own, without choices. */
  private chunk({ choices, error, usage, ...facts }: JsonObject): string {
    if (error) throw new ReportedFailure(statusOf(error));
    this.facts = { ...this.facts, ...facts, ...(isObject(usage) && { usage }) };
    const [choice] = Array.isArray(choices) ? (choices as unknown[]) : [];
    return choice === undefined ? '' : this.choice(objectOf(choice, 'choices[0]'));
  }

  private choice(choice: JsonObject): string {
    this.finishReason = choice['finish_reason'] ?? this.finishReason;
    return isObject(choice['delta']) ? this.message.add(choice['delta']) : '';
  }
}

/** Servers that report an HTTP status do so in `code`. */
function statusOf(error: unknown): number {
  const code = isObject(error) ? Number(error['code']) : NaN;
  return Number.isInteger(code) && code >= 400 ? code : 500;
}
