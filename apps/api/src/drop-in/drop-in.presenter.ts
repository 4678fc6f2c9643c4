import { CallerLeft, type DropInEvent, type ResolvedDropIn } from '@app/query';
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { BodyInterceptors } from '../http/body.interceptors.js';
import { ErrorNotes } from '../http/error.notes.js';
import { translated } from '../http/error.translation.js';
import { PROBLEMS } from '../http/problem.table.js';
import { sseComment } from '../http/sse.frames.js';
import { SseWriter } from '../http/sse.writer.js';
import { cacheStatusOf } from '../query/cache-status.js';
import { QueryPresenter } from '../query/query.presenter.js';
import { DropInReport } from './drop-in.report.js';
import { MessageTeller } from './message.teller.js';

/** A response that is being made. */
interface Writing {
  readonly request: ResolvedDropIn;
  readonly reply: FastifyReply;
  readonly writer: SseWriter;
  /** Held back until it is known whether the answer was stored, which its headers tell. */
  body?: Buffer | string;
}

type EventOf<Type> = Extract<DropInEvent, { type: Type }>;

/** Answers in a provider's wire format: with the provider's own response as it comes, or with a message from memory. */
@Injectable()
export class DropInPresenter {
  constructor(
    private readonly heads: QueryPresenter,
    private readonly messages: MessageTeller,
    private readonly interceptors: BodyInterceptors,
    private readonly errors: ErrorNotes,
  ) {}

  /** Rejects as the events do while nothing has been sent; from then on a failure is told in the stream. */
  async send(
    events: AsyncIterable<DropInEvent>,
    request: ResolvedDropIn,
    reply: FastifyReply,
  ): Promise<void> {
    const writing = { request, reply, writer: new SseWriter(reply) };
    try {
      for await (const event of events) await this.show(event, writing);
    } catch (error) {
      await this.fail(error, writing);
    } finally {
      writing.writer.end();
    }
  }

  private async show(event: DropInEvent, writing: Writing): Promise<void> {
    switch (event.type) {
      case 'forwarded':
        return this.heads.presentHead(event, writing.reply);
      case 'head':
        return void writing.reply.code(event.status).headers(event.headers);
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
    if (!writer.isOpen) this.heads.presentHead(message.result, reply.code(200));
    writing.body = await this.messages.tell(message, request, writer);
    if (writing.body !== undefined) reply.type('application/json');
  }

  private async finish({ result }: EventOf<'done'>, { reply, writer, body }: Writing): Promise<void> {
    this.interceptors.observe(new DropInReport(result), reply.request.observation);
    if (writer.isOpen) return writer.send(sseComment(cacheStatusOf(result.cache)));
    this.heads.presentHead(result, reply);
    void reply.send(body);
  }

  /** Nothing is told to nobody. */
  private async fail(thrown: unknown, { request, reply, writer }: Writing): Promise<void> {
    if (!writer.isOpen) throw thrown;
    if (thrown instanceof CallerLeft) return;
    const error = translated(thrown);
    this.errors.note(error, reply.request);
    const frame = request.format.errorFrame(error, PROBLEMS[error.code].status, reply.request.id);
    await writer.send(frame).catch(() => undefined);
  }
}
