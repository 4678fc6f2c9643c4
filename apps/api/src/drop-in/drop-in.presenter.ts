import type { DropInEvent, ResolvedDropIn } from '@app/query';
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ReportedAnswer } from '../request/reported.answer.js';
import { BodyInterceptors } from '../request/body.interceptors.js';
import { SseResponder } from '../http/sse.responder.js';
import { PROBLEMS } from '../problems/problem.table.js';
import { sseComment } from '../http/sse.frames.js';
import { SseWriter } from '../http/sse.writer.js';
import { cacheStatusOf } from '../query/cache-status.js';
import { QueryPresenter } from '../query/query.presenter.js';
import { ReplayResponder } from './replay.responder.js';

/** A response in progress. */
interface Writing {
  readonly request: ResolvedDropIn;
  readonly reply: FastifyReply;
  readonly writer: SseWriter;
  /** The body, held back until the headers can say whether the answer was stored. */
  body?: Buffer | string;
}

type EventOf<Type> = Extract<DropInEvent, { type: Type }>;

/** Answers in a provider's wire format: with the provider's response as it arrives, or with a stored message. */
@Injectable()
export class DropInPresenter {
  constructor(
    private readonly heads: QueryPresenter,
    private readonly replays: ReplayResponder,
    private readonly interceptors: BodyInterceptors,
    private readonly responder: SseResponder,
  ) {}

  /** Rejects with the events' error while nothing has been sent. Once the stream is open, the error becomes its last frame. */
  send(events: AsyncIterable<DropInEvent>, request: ResolvedDropIn, reply: FastifyReply): Promise<void> {
    const writing = { request, reply, writer: new SseWriter(reply) };
    return this.responder.send(events, {
      ...{ reply, writer: writing.writer },
      write: (event) => this.write(event, writing),
      errorFrame: (error) => request.format.errorFrame(error, PROBLEMS[error.code].status, reply.request.id),
    });
  }

  private async write(event: DropInEvent, writing: Writing): Promise<void> {
    switch (event.type) {
      case 'forwarded':
        return this.heads.presentHead(event, writing.reply);
      case 'head':
        return void writing.reply.code(event.status).headers(event.headers);
      case 'silence':
        return writing.writer.begin();
      case 'frame':
        return writing.writer.send(event.frame);
      case 'body':
        writing.body = event.body;
        return;
      case 'message':
        return this.message(event, writing);
      case 'done':
        return this.finish(event, writing);
    }
  }

  private async message(message: EventOf<'message'>, writing: Writing): Promise<void> {
    const { request, reply, writer } = writing;
    // The headers of a whole answer are set when it is complete.
    if (request.wire?.isStream && !writer.isOpen) this.heads.presentHead(message.result, reply);
    writing.body = await this.replays.respond(message, request, writer);
    if (writing.body !== undefined) reply.type('application/json');
  }

  private async finish({ result }: EventOf<'done'>, { reply, writer, body }: Writing): Promise<void> {
    this.interceptors.observe(new ReportedAnswer(result), reply.request.observation);
    if (writer.isOpen) return writer.send(sseComment(cacheStatusOf(result)));
    this.heads.presentHead(result, reply);
    void reply.send(body);
  }
}
