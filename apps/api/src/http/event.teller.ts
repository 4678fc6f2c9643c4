import type { RagCacheError } from '@app/core';
import { CallerLeft } from '@app/query';
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ErrorNotes } from './error.notes.js';
import { translated } from '../problems/error.translation.js';
import type { SseWriter } from './sse.writer.js';

/** How the events of one answer are told, and its failure once it is too late for a status. */
export interface Telling<Event> {
  readonly reply: FastifyReply;
  readonly writer: SseWriter;
  show(event: Event): Promise<void> | void;
  errorFrame(error: RagCacheError): string;
}

/** Tells an answer event by event. */
@Injectable()
export class EventTeller {
  constructor(private readonly errors: ErrorNotes) {}

  /** Rejects as the events do while nothing has been sent; from then on a failure is told in the stream. */
  async tell<Event>(events: AsyncIterable<Event>, telling: Telling<Event>): Promise<void> {
    try {
      for await (const event of events) await telling.show(event);
    } catch (error) {
      await this.fail(error, telling);
    } finally {
      telling.writer.end();
    }
  }

  /** Nothing is told to nobody. */
  private async fail<Event>(thrown: unknown, { reply, writer, errorFrame }: Telling<Event>): Promise<void> {
    if (!writer.isOpen) throw thrown;
    if (thrown instanceof CallerLeft) return;
    const error = translated(thrown);
    this.errors.note(error, reply.request);
    await writer.send(errorFrame(error)).catch(() => undefined);
  }
}
