import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';
import type { Behaviour } from './behaviour.js';
import type { CallRecorder } from './calls.js';

/** What goes over the wire when all goes well. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body in the pieces in which it is sent; one for a whole answer. */
  readonly frames: readonly string[];
  /** Frames that come before the first token. */
  readonly leading?: number;
}

/** Sends an answer as slowly and as badly as the behaviour says, and notices a caller that leaves. */
export class Delivery {
  private readonly left = new AbortController();
  private sent = 0;
  private ended = false;

  constructor(
    private readonly reply: FastifyReply,
    private readonly behaviour: Behaviour,
    calls: CallRecorder,
  ) {
    reply.hijack();
    reply.raw.on('close', () => {
      if (!this.ended) calls.abort();
      this.left.abort();
    });
  }

  async send(answer: WireAnswer): Promise<void> {
    try {
      await this.headers(answer);
      await this.body(answer);
      this.end();
    } catch (error) {
      if (!this.left.signal.aborted) throw error;
    }
  }

  private async headers({ status, headers }: WireAnswer): Promise<void> {
    await this.wait(this.behaviour.latencyMs);
    if (this.behaviour.stall === 'before-headers') await this.untilLeft();
    this.reply.raw.writeHead(status, headers).flushHeaders();
    if (this.behaviour.stall === 'after-headers') await this.untilLeft();
  }

  private async body({ frames, leading = 0 }: WireAnswer): Promise<void> {
    const { firstTokenMs, tokensPerSecond } = this.behaviour;
    for (const [number, frame] of frames.entries()) {
      if (number === leading && frames.length > 1) await this.wait(firstTokenMs);
      if (number > leading && tokensPerSecond) await this.wait(1_000 / tokensPerSecond);
      if (!this.write(Buffer.from(frame))) return;
    }
  }

  /** Whether the connection is still whole. */
  private write(frame: Buffer): boolean {
    const { cutAfterBytes = Number.POSITIVE_INFINITY } = this.behaviour;
    const room = cutAfterBytes - this.sent;
    this.sent += frame.length;
    if (frame.length < room) return this.reply.raw.write(frame) || true;
    this.ended = true;
    this.reply.raw.write(frame.subarray(0, room), () => this.reply.raw.destroy());
    return false;
  }

  private end(): void {
    if (this.ended) return;
    this.ended = true;
    this.reply.raw.end();
  }

  private async wait(milliseconds = 0): Promise<void> {
    if (milliseconds > 0) await sleep(milliseconds, undefined, { signal: this.left.signal });
  }

  private async untilLeft(): Promise<never> {
    await new Promise((resolve) => this.left.signal.addEventListener('abort', resolve));
    throw new Error('The caller left.');
  }
}

export function whole(status: number, body: unknown, headers: Record<string, string> = {}): WireAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    frames: [JSON.stringify(body)],
  };
}

export function streamed(
  frames: readonly string[],
  leading: number,
  headers: Record<string, string>,
): WireAnswer {
  return {
    status: 200,
    headers: { 'content-type': 'text/event-stream; charset=utf-8', ...headers },
    frames,
    leading,
  };
}
