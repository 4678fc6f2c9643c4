import { setImmediate as turn } from 'node:timers/promises';
import { Turns } from '@app/core';
import { codePointEnd } from '@app/llm';
import { CallerLeft } from '@app/query';
import type { FastifyReply } from 'fastify';
import { sseComment } from './sse.frames.js';

/** The longest silence of a stream, because proxies and clients close connections without traffic. Milliseconds. */
const MAX_SILENCE_MS = 15_000;

/** The longest write, in UTF-16 units. A frame may have megabytes, and Node buffers a copy of each write per reader. */
const MAX_WRITE = 32_768;
/** After this many UTF-16 units other requests of this process get a turn. A fast reader would always have room for more. */
const TURN_AFTER = 32_768;

const KEEP_ALIVE = sseComment('keep-alive');

const LINE_END = /[\r\n]$/;

const HEADERS = { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' };

/**
 * Writes server-sent events at the pace of their reader. The headers are those of the reply, which override the writer's own.
 * They are sent with the first frame or by `begin`. Until then the reply can still become another response, such as an error.
 */
export class SseWriter {
  private silence?: NodeJS.Timeout;
  private hasCommented = false;
  private isInsideFrame = false;
  private readonly turns = new Turns(TURN_AFTER);

  constructor(
    private readonly reply: FastifyReply,
    private readonly longestSilenceMs = MAX_SILENCE_MS,
  ) {
    reply.raw.once('close', () => clearTimeout(this.silence));
  }

  /** Whether the headers are sent. From then on an error can only be reported in the stream. */
  get isOpen(): boolean {
    return this.reply.raw.headersSent;
  }

  /** Sends the headers without a frame, when the first frame takes a while. */
  begin(): void {
    this.open();
    this.reply.raw.flushHeaders();
    this.keepAlive();
  }

  /** From now on a comment breaks every long silence. It opens the stream if needed. */
  keepAlive(): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.breakSilence(), this.longestSilenceMs);
  }

  /**
   * Sends frames, or a piece of one. Resolves when there is room for more: a caller that waits for this holds no more than one
   * piece in memory, however slow the reader is. Rejects with `CallerLeft` when the reader is gone.
   */
  async send(frames: string): Promise<void> {
    const text = this.hasCommented ? withoutMark(frames) : frames;
    for (let rest = text; rest !== '';) {
      const piece = rest.slice(0, codePointEnd(rest, MAX_WRITE));
      rest = rest.slice(piece.length);
      this.isInsideFrame = rest !== '' || !LINE_END.test(piece);
      await this.write(piece);
    }
  }

  /** Ends the stream, if it is open. */
  end(): void {
    clearTimeout(this.silence);
    if (this.isOpen) this.reply.raw.end();
  }

  private async write(text: string): Promise<void> {
    if (this.reply.raw.destroyed) throw new CallerLeft();
    this.open();
    this.keepAlive();
    const hasRoom = this.reply.raw.write(text);
    if (!hasRoom) await this.room();
    if (this.turns.isDue(text.length)) await turn();
  }

  private open(): void {
    if (this.isOpen) return;
    const { raw, statusCode } = this.reply.hijack();
    const headers = Object.entries({ ...HEADERS, ...this.reply.getHeaders() });
    for (const [name, value = ''] of headers) raw.setHeader(name, value);
    raw.writeHead(statusCode);
  }

  /** No comment is sent to a reader with unread data, where comments would pile up, or inside a frame, where none is allowed. */
  private breakSilence(): void {
    this.open();
    if (!this.isInsideFrame && !this.reply.raw.writableNeedDrain) this.reply.raw.write(KEEP_ALIVE);
    this.hasCommented = true;
    this.keepAlive();
  }

  /** Resolves when the reader leaves, too. */
  private room(): Promise<void> {
    const { raw } = this.reply;
    return new Promise((resolve) => {
      const settle = (): void => {
        raw.off('drain', settle).off('close', settle);
        resolve();
      };
      raw.once('drain', settle).once('close', settle);
    });
  }
}

/** A byte order mark is valid only at the very start of a stream. Later it would corrupt its line. */
function withoutMark(frames: string): string {
  return frames.startsWith('\ufeff') ? frames.slice(1) : frames;
}
