import { setImmediate as turn } from 'node:timers/promises';
import { Turns } from '@app/core';
import { codePointEnd } from '@app/llm';
import { CallerLeft } from '@app/query';
import type { FastifyReply } from 'fastify';
import { sseComment } from './sse.frames.js';

/** How long a stream may be silent: proxies and clients give up on connections that say nothing. */
const LONGEST_SILENCE_MS = 15_000;

/** The most that is written at once, in UTF-16 units: a frame may have megabytes, and each reader a copy of what is written. */
const LONGEST_WRITE = 32_768;
/** So much may be written, in UTF-16 units, before the others of this process get a turn: a fast reader always has room for more. */
const TURN_AFTER = 32_768;

const KEEP_ALIVE = sseComment('keep-alive');

const LINE_END = /[\r\n]$/;

const HEADERS = { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' };

/**
 * Writes server-sent events at the pace of their reader. The headers are those of the reply (they win over the writer's own)
 * and go out with the first frame or `begin`; until then the reply is free for anything else, an error say.
 */
export class SseWriter {
  private silence?: NodeJS.Timeout;
  private hasCommented = false;
  private isInsideFrame = false;
  private readonly turns = new Turns(TURN_AFTER);

  constructor(
    private readonly reply: FastifyReply,
    private readonly longestSilenceMs = LONGEST_SILENCE_MS,
  ) {
    reply.raw.once('close', () => clearTimeout(this.silence));
  }

  /** Whether the headers are out: what goes wrong from now on can only be told in the stream. */
  get isOpen(): boolean {
    return this.reply.raw.headersSent;
  }

  /** Sends the headers alone: the first frame takes its time. */
  begin(): void {
    this.open();
    this.reply.raw.flushHeaders();
    this.keepAlive();
  }

  /** From now on a stream that is silent for too long is opened and kept alive by comments. */
  keepAlive(): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.breakSilence(), this.longestSilenceMs);
  }

  /**
   * Sends frames, or a piece of one. Resolves when there is room for more: whoever waits for that holds no more than this much in
   * memory, however slow the reader is. Rejects with `CallerLeft` when there is no reader.
   */
  async send(frames: string): Promise<void> {
    const text = this.hasCommented ? withoutMark(frames) : frames;
    for (let rest = text; rest !== '';) {
      const piece = rest.slice(0, codePointEnd(rest, LONGEST_WRITE));
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

  /** A reader who has not taken what there is needs no comment, and would have them pile up; inside a frame there is no place for one. */
  private breakSilence(): void {
    this.open();
    if (!this.isInsideFrame && !this.reply.raw.writableNeedDrain) this.reply.raw.write(KEEP_ALIVE);
    this.hasCommented = true;
    this.keepAlive();
  }

  /** Also when the reader leaves: there is nothing more to wait for. */
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

/** A byte order mark is one only at the very start of a stream; later it spoils the line that it stands in. */
function withoutMark(frames: string): string {
  return frames.startsWith('\ufeff') ? frames.slice(1) : frames;
}
