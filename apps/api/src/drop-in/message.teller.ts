import { Clock, type Answer } from '@app/core';
import type { ReplayFacts } from '@app/llm';
import type { ResolvedDropIn } from '@app/query';
import { Injectable } from '@nestjs/common';
import { Environment } from '../environment/environment.js';
import { Replay } from '../http/replay.js';
import type { SseWriter } from '../http/sse.writer.js';

/** Tells a stored message in the format and the way in which it was asked for. */
@Injectable()
export class MessageTeller {
  constructor(
    private readonly replay: Replay,
    private readonly clock: Clock,
    private readonly environment: Environment,
  ) {}

  /** The body of a whole answer; `undefined` = it was streamed. Rejects with `CallerLeft` when there is no reader. */
  async tell(
    answer: Answer,
    { format, wire }: ResolvedDropIn,
    writer: SseWriter,
  ): Promise<string | undefined> {
    if (!wire?.isStream) return JSON.stringify(format.whole(answer, this.facts()));
    await this.replay.send(format.frames(answer, wire, this.facts()), writer);
    return undefined;
  }

  private facts(): ReplayFacts {
    return { now: this.clock.now(), usage: this.environment.HIT_USAGE };
  }
}
