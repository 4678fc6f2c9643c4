import { Clock } from '@app/core';
import type { ReplayFacts } from '@app/llm';
import type { DropInEvent, ResolvedDropIn } from '@app/query';
import { Injectable } from '@nestjs/common';
import { Environment } from '../environment/environment.js';
import { Replay } from '../http/replay.js';
import type { SseWriter } from '../http/sse.writer.js';

type Message = Extract<DropInEvent, { type: 'message' }>;

/** Answers with a stored message: in the wire format of the request, whole or streamed. */
@Injectable()
export class ReplayResponder {
  constructor(
    private readonly replay: Replay,
    private readonly clock: Clock,
    private readonly environment: Environment,
  ) {}

  /** Returns the body of a whole answer; `undefined` = it was streamed. Rejects with `CallerLeft` when the reader is gone. */
  async respond(
    message: Message,
    { format, wire, ids }: ResolvedDropIn,
    writer: SseWriter,
  ): Promise<string | undefined> {
    const { answer } = message;
    const facts = { ...this.factsOf(message), ids, echo: wire?.echo, choices: wire?.choices };
    if (!wire?.isStream) return JSON.stringify(format.whole(answer, facts));
    const { slicing } = this.replay;
    await this.replay.send(format.frames(answer, wire, { ...facts, slicing }), writer);
    return undefined;
  }

  /** A caller that shared a call is billed for it like the caller that made it. */
  private factsOf({ result }: Message): Pick<ReplayFacts, 'now' | 'usage'> {
    const usage = result.cache.kind === 'hit' ? this.environment.HIT_USAGE : 'original';
    return { now: this.clock.now(), usage };
  }
}
