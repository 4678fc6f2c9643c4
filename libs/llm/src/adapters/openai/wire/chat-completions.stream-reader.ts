import type { Answer } from '@app/core';
import { isObject, parseObject, type JsonObject } from '../../../json.js';
import type { SseEvent } from '../../../sse/sse.event.js';
import { cutMemberOfText } from '../../../wire/body.splice.js';
import { WireStreamReader } from '../../../wire/wire-format.port.js';
import { OpenAiStreamDecoder } from '../stream.decoder.js';

/** Reads a stream of `chat.completion.chunk` events while it is passed on. */
export class ChatCompletionsReader extends WireStreamReader {
  private readonly decoder: OpenAiStreamDecoder;

  /** @param choices the number of requested choices. */
  constructor(choices = 1) {
    super();
    this.decoder = new OpenAiStreamDecoder(choices);
  }

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

  /** Without `include_usage` there is no chunk for the usage, and no empty `usage` in the other chunks. */
  shown({ data }: SseEvent, frame: string): string | undefined {
    if (this.ended || !data.includes('"usage"')) return frame;
    const chunk = parseObject(data);
    if (isUsageAlone(chunk)) return undefined;
    return chunk['usage'] === null ? frameOf(cutMemberOfText(data, 'usage')) : frame;
  }

  answer(): Answer {
    return this.decoder.answer();
  }
}

function isUsageAlone({ choices, usage }: JsonObject): boolean {
  return isObject(usage) && Array.isArray(choices) && choices.length === 0;
}

function frameOf(data: string): string {
  return `data: ${data.replaceAll('\n', '\ndata: ')}\n\n`;
}
