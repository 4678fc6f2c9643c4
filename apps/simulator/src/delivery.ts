import { EventEmitter, once } from 'node:events';
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
  /** Streams only: how many frames come before the first token. */
  readonly leading?: number;
}

/** The longest that a timer can wait, about 25 days. */
const FOREVER_MS = 2 ** 31 - 1;

/** Sends an answer as slowly and as badly as the behaviour says, and notices a caller that leaves. */
export class Delivery {
  private readonly left = new AbortController();
  private isOver = false;

  constructor(
    private readonly reply: FastifyReply,
    private readonly behaviour: Behaviour,
    calls: CallRecorder,
  ) {
    reply.hijack();
    reply.raw.on('close', () => {
      if (!this.isOver) calls.abort();
      this.left.abort();
    });
  }

  async send(answer: WireAnswer): Promise<void> {
    try {
      await this.headers(answer);
      await this.body(answer);
    } catch (error) {
      if (!this.left.signal.aborted) throw error;
    }
  }

  private async headers({ status, headers }: WireAnswer): Promise<void> {
    const { latencyMs, stall } = this.behaviour;
    await this.wait(latencyMs);
    if (stall === 'before-headers') await this.wait(FOREVER_MS);
    this.reply.raw.writeHead(status, headers).flushHeaders();
    if (stall === 'after-headers') await this.wait(FOREVER_MS);
  }

  private async body({ frames, leading }: WireAnswer): Promise<void> {
    let room = this.behaviour.cutAfterBytes ?? Number.POSITIVE_INFINITY;
    for (const [number, bytes] of this.torn(frames).entries()) {
      await this.wait(this.pauseBefore(number, leading));
      await this.write(bytes.subarray(0, room));
      room -= bytes.length;
      if (room <= 0) return this.cut();
    }
    this.isOver = true;
    this.reply.raw.end();
  }

  /** The pieces in which the body is written. */
  private torn(frames: readonly string[]): Buffer[] {
    const { sliceBytes } = this.behaviour;
    if (sliceBytes === undefined) return frames.map((frame) => Buffer.from(frame));
    const bytes = Buffer.from(frames.join(''));
    const count = Math.ceil(bytes.length / sliceBytes);
    return Array.from({ length: count }, (_, piece) =>
      bytes.subarray(piece * sliceBytes, (piece + 1) * sliceBytes),
    );
  }

  private pauseBefore(number: number, leading = Number.POSITIVE_INFINITY): number | undefined {
    const { firstTokenMs, tokensPerSecond, sliceBytes } = this.behaviour;
    if (sliceBytes !== undefined) return undefined;
    if (number === leading) return firstTokenMs;
    return number > leading && tokensPerSecond ? 1_000 / tokensPerSecond : undefined;
  }

  /** Resolves once the socket has the bytes: Node 24 joins the writes of one turn, and a cut would lose them. */
  private async write(bytes: Buffer): Promise<void> {
    if (bytes.length === 0) return;
    const socket = new EventEmitter();
    this.reply.raw.write(bytes, () => socket.emit('written'));
    await once(socket, 'written', { signal: this.left.signal });
  }

  /** Ends the connection in the middle of the body, once what was written is on its way. */
  private cut(): void {
    this.isOver = true;
    this.reply.raw.socket?.destroySoon();
  }

  private async wait(milliseconds = 0): Promise<void> {
    if (milliseconds > 0) await sleep(milliseconds, undefined, { signal: this.left.signal });
  }
}

export function whole(status: number, body: unknown, headers: Record<string, string>): WireAnswer {
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
  const type = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' };
  return { status: 200, headers: { ...type, ...headers }, frames, leading };
}
