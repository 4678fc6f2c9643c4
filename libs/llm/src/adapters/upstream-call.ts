import { setImmediate as turn } from 'node:timers/promises';
import { Turns, type Answer } from '@app/core';
import type { Deadline, LlmEvent } from '../llm-provider.port.js';
import { BrokenAnswer } from '../errors.js';
import { parseObject, type JsonObject } from '../json.js';
import { SseDecoder } from '../sse/sse.decoder.js';
import type { SseEvent } from '../sse/sse.event.js';
import type { StreamDecoder } from './stream.decoder.port.js';
import type { UpstreamErrors } from './upstream-errors.js';

/** Sends the request. Resolves to a response with a successful status. */
export type Open = (signal: AbortSignal) => Promise<Response>;

/** Makes a call through an SDK, and reads its answer to the end. All failures are `UpstreamError`s. */
export class UpstreamCall {
  constructor(private readonly errors: UpstreamErrors) {}

  async whole(open: Open, deadline: Deadline, toAnswer: (body: JsonObject) => Answer): Promise<Answer> {
    const response = await this.open(open, deadline);
    try {
      return toAnswer(parseObject(await response.text()));
    } catch (error) {
      throw this.errors.duringAnswer(error, deadline);
    }
  }

  async *streamed(
    open: Open,
    deadline: Deadline,
    decoder: StreamDecoder,
  ): AsyncGenerator<LlmEvent, void, void> {
    const response = await this.open(open, deadline);
    try {
      for await (const text of deltas(response, decoder)) yield { type: 'delta', text };
      yield { type: 'answer', answer: decoder.answer() };
    } catch (error) {
      throw this.errors.duringAnswer(error, deadline);
    }
  }

  private async open(open: Open, deadline: Deadline): Promise<Response> {
    try {
      deadline.signal.throwIfAborted();
      deadline.onSend?.();
      return await open(deadline.signal);
    } catch (error) {
      throw this.errors.beforeAnswer(error, deadline);
    }
  }
}

/** Bytes. After this many, readers of the texts get a turn on the event loop before more texts pile up. */
const TURN_AFTER = 16_384;

/** Leaving the loop in any way cancels the body, and with it the upstream call. */
async function* deltas(response: Response, decoder: StreamDecoder): AsyncGenerator<string, void, void> {
  const events = new SseDecoder();
  const turns = new Turns(TURN_AFTER);
  for await (const bytes of bodyOf(response)) {
    yield* textsOf(events.push(bytes), decoder);
    if (decoder.ended) return;
    if (events.unfinished && decoder.isEnd(events.unfinished)) break;
    if (turns.isDue(bytes.length)) await turn();
  }
  yield* textsOf(events.end(), decoder);
  if (!decoder.isComplete) throw new BrokenAnswer('The stream ended before its answer did.');
}

function* textsOf(events: readonly SseEvent[], decoder: StreamDecoder): Generator<string, void, void> {
  for (const event of events) {
    if (decoder.ended) return;
    const text = decoder.push(event);
    if (text) yield text;
  }
}

function bodyOf(response: Response): AsyncIterable<Uint8Array> {
  if (!response.body) throw new BrokenAnswer('The response has no body.');
  return response.body as AsyncIterable<Uint8Array>;
}
