import type { Answer } from '@app/core';
import { isObject, objectOf, parseObject } from '../../../json.js';
import { BrokenAnswer, ReportedFailure } from '../../../errors.js';
import type { SseEvent } from '../../../sse/sse.event.js';
import { WireStreamReader } from '../../../wire/wire-format.port.js';
import { toAnswer } from './responses.answer.js';
import { eventTypesOf } from './responses.events.js';

/** The events that end a stream. Each holds the whole response. */
const TERMINAL: ReadonlySet<unknown> = new Set([
  ...['response.completed', 'response.incomplete'],
  ...['response.failed', 'response.cancelled'],
]);
/** Events without content. */
const EMPTY: ReadonlySet<unknown> = new Set(['keepalive', 'response.queued']);

/** Reads a stream of Responses events while it is passed on. The response itself comes whole with the last event. */
export class ResponsesStreamReader extends WireStreamReader {
  private readonly seen = new Set<string>();
  private last?: Answer;

  get ended(): boolean {
    return this.last !== undefined;
  }

  get isComplete(): boolean {
    return this.ended;
  }

  isEnd({ data }: SseEvent): boolean {
    // A long event comes in pieces, and each of them is looked at.
    if (!data.endsWith('}')) return false;
    try {
      return TERMINAL.has(parseObject(data)['type']);
    } catch (error) {
      if (error instanceof BrokenAnswer) return false;
      throw error;
    }
  }

  push({ data }: SseEvent): void {
    const event = parseObject(data);
    const type = String(event['type']);
    if (type === 'error') throw new ReportedFailure(500);
    if (TERMINAL.has(type)) this.last = toAnswer(objectOf(event['response'], 'response'));
    else if (!EMPTY.has(type)) this.seen.add(type);
  }

  /** Every caller gets every event. */
  shown(_event: SseEvent, frame: string): string {
    return frame;
  }

  /** A response that came with events which a replay would not have is one that did not end well. */
  answer(): Answer {
    const answer = this.last;
    if (!answer) throw new BrokenAnswer('The stream has not ended.');
    const replayed = isObject(answer.raw) ? eventTypesOf(answer.raw) : new Set<string>();
    const isReplayable = [...this.seen].every((type) => replayed.has(type));
    return isReplayable ? answer : { ...answer, finishReason: 'other' };
  }
}
