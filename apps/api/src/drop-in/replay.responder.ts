import { Clock } from '@app/core';
import type { ReplayFacts } from '@app/llm';
import type { DropInEvent, ResolvedDropIn } from '@app/query';
import { Injectable } from '@nestjs/common';
import { Environment } from '../environment/environment.js';
import { Replay } from '../http/replay.js';
import type { SseWriter } from '../http/sse.writer.js';

type Message = Extract<DropInEvent, { type: 'message' }>;

/** Tells a stored message in the format and the way in which it was asked for. */
@Injectable()
export class ReplayResponder {
  constructor(
    private readonly replay: Replay,
    private readonly clock: Clock,
    private readonly environment: Environment,
  ) {}

  /** The body of a whole answer; `undefined` = it was streamed. Rejects with `CallerLeft` when there is no reader. */
  async respond(
    message: Message,
    { format, wire }: ResolvedDropIn,
    writer: SseWriter,
  ): Promise<string | undefined> {
    const { answer } = message;
    const facts = this.factsOf(message);
    if (!wire?.isStream) return JSON.stringify(format.whole(answer, facts));
    const { slicing } = this.replay;
    await this.replay.send(format.frames(answer, wire, { ...facts, slicing }), writer);
    return undefined;
  }

  /** Whoever shared a call pays for it like the one who made it. */
  private factsOf({ result }: Message): ReplayFacts {
    const usage = result.cache.kind === 'hit' ? this.environment.HIT_USAGE : 'original';
    return { now: this.clock.now(), usage };
  }
}
