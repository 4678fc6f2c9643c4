import type { RagCacheError } from '@app/core';
import { CallerLeft } from '@app/query';
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { translated } from '../problems/error.translation.js';
import { ErrorRecorder } from './error.recorder.js';
import type { SseWriter } from './sse.writer.js';

/** A response that is written event by event. */
export interface SseResponse<Event> {
  readonly reply: FastifyReply;
  readonly writer: SseWriter;
  write(event: Event): Promise<void> | void;
  /** The frame of an error that happens after the status was sent. */
  errorFrame(error: RagCacheError): string;
}

/** Writes the events of one answer, and ends the stream. */
@Injectable()
export class SseResponder {
  constructor(private readonly errors: ErrorRecorder) {}

  /** Rejects with the events' error while nothing has been sent. Once the stream is open, the error becomes its last frame. */
  async send<Event>(events: AsyncIterable<Event>, response: SseResponse<Event>): Promise<void> {
    try {
      for await (const event of events) await response.write(event);
    } catch (error) {
      await this.fail(error, response);
    } finally {
      response.writer.end();
    }
  }

  /** No error event when the client is gone. */
  private async fail<Event>(
    thrown: unknown,
    { reply, writer, errorFrame }: SseResponse<Event>,
  ): Promise<void> {
    if (!writer.isOpen) throw thrown;
    if (thrown instanceof CallerLeft) return;
    const error = translated(thrown);
    this.errors.record(error, reply.request);
    await writer.send(errorFrame(error)).catch(() => undefined);
  }
}
