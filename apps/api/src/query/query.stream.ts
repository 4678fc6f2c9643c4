import { slicesOf, type Slicing } from '@app/llm';
import type { AnswerEvent, QueryResult } from '@app/query';
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { BodyInterceptors } from '../request/body.interceptors.js';
import { SseResponder } from '../http/sse.responder.js';
import { problemOf } from '../problems/problem.js';
import { Replay } from '../http/replay.js';
import { sseComment, sseEvent } from '../http/sse.frames.js';
import { SseWriter } from '../http/sse.writer.js';
import { cacheStatusOf } from './cache-status.js';
import { QueryPresenter } from './query.presenter.js';
import type { QueryResponse } from './query.response.js';

/**
 * The longest delta, in UTF-16 units. A model may send its whole answer in one piece; in one frame each reader would need a copy
 * of it.
 */
const MAX_DELTA = 4_096;

/** A response in progress, and whether the text has been sent. */
interface Writing {
  readonly reply: FastifyReply;
  readonly writer: SseWriter;
  hasText: boolean;
}

/** Writes an answer as server-sent events: `delta`s, then `done` or `error`. */
@Injectable()
export class QueryStream {
  constructor(
    private readonly presenter: QueryPresenter,
    private readonly replay: Replay,
    private readonly interceptors: BodyInterceptors,
    private readonly responder: SseResponder,
  ) {}

  /** Rejects with the events' error while nothing has been sent. Once the stream is open, the error becomes its last event. */
  send(events: AsyncIterable<AnswerEvent>, reply: FastifyReply): Promise<void> {
    const writing = { reply, writer: new SseWriter(reply), hasText: false };
    return this.responder.send(events, {
      ...{ reply, writer: writing.writer },
      write: (event) => this.write(event, writing),
      errorFrame: (error) => sseEvent('error', problemOf(error, reply.request.id)),
    });
  }

  private async write(event: AnswerEvent, writing: Writing): Promise<void> {
    switch (event.type) {
      case 'forwarded':
        this.presenter.presentHead(event, writing.reply);
        return writing.writer.keepAlive();
      case 'delta':
        writing.hasText = true;
        return this.pass(event.text, writing.writer);
      case 'done':
        return this.finish(event.result, writing);
    }
  }

  private async pass(text: string, writer: SseWriter): Promise<void> {
    if (text.length <= MAX_DELTA) return writer.send(deltaOf(text));
    for (const delta of deltasOf(text, 'growing')) await writer.send(delta);
  }

  private async finish(result: QueryResult, { reply, writer, hasText }: Writing): Promise<void> {
    if (!writer.isOpen) this.presenter.presentHead(result, reply);
    if (!hasText) await this.replay.send(deltasOf(result.answer.text, this.replay.slicing), writer);
    const body = this.presenter.body(result, reply);
    this.interceptors.observe(body, reply.request.observation);
    await writer.send(sseEvent('done', withoutText(body)) + storedComment(result));
  }
}

/** The body without the text, which the deltas had. */
function withoutText(body: QueryResponse): Partial<QueryResponse> {
  return { ...body, response: undefined };
}

function deltaOf(text: string): string {
  return sseEvent('delta', { text });
}

function* deltasOf(text: string, slicing: Slicing): Generator<string> {
  for (const slice of slicesOf(text, slicing)) yield deltaOf(slice);
}

/** Says whether the answer was stored. The headers of the stream were sent before that was known. */
function storedComment(result: QueryResult): string {
  if (result.cache.kind === 'hit') return '';
  return sseComment(cacheStatusOf(result));
}
