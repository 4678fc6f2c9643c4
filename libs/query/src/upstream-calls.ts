import { RagCacheError, type Answer, type Clock, type ProviderName, type UpstreamOutcome } from '@app/core';
import type { Ask } from '@app/cache';
import type { ModelCatalog } from '@app/llm';
import { watchingFirstPiece } from './flights/first-piece.js';
import type { FlightControl } from './flights/flight.js';
import type { UpstreamGate } from './flights/upstream-gate.js';

/** Who is asked, and for whom. */
export interface CallTarget {
  readonly ask: Ask;
  readonly provider: ProviderName;
  /** As the provider names it. */
  readonly model: string;
}

/** What a call brought that did not throw. */
export interface Brought {
  readonly outcome: UpstreamOutcome;
  readonly answer?: Answer;
}

export interface CallWork<Result> {
  run(control: FlightControl): Promise<Result>;
  /** What the result means to those who watch. */
  read(result: Result): Brought;
}

export interface UpstreamCallTools {
  readonly gate: UpstreamGate;
  readonly catalog: ModelCatalog;
  readonly clock: Clock;
}

/** A timer may fire this much before its time. Milliseconds. */
const TIMER_SLACK_MS = 20;

/** Makes calls of models, as far as there is room for them, and reports how each went and what it cost. */
export class UpstreamCalls {
  constructor(private readonly tools: UpstreamCallTools) {}

  /**
   * Settles as the work does. Rejects at once, without a call, when all callers have left and with `overloaded` when there is no
   * room for it.
   */
  async make<Result>(target: CallTarget, control: FlightControl, work: CallWork<Result>): Promise<Result> {
    control.signal.throwIfAborted();
    return this.tools.gate.pass(target.ask.tenant, () => this.watched(target, control, work));
  }

  private async watched<Result>(
    target: CallTarget,
    control: FlightControl,
    { run, read }: CallWork<Result>,
  ): Promise<Result> {
    const { timer } = target.ask;
    const startedAt = this.tools.clock.monotonic();
    const watching = watchingFirstPiece(control, () => timer.firstPiece(startedAt));
    try {
      const result = await timer.time('upstream', () => run(watching));
      this.report(target, startedAt, read(result));
      return result;
    } catch (error) {
      this.report(target, startedAt, { outcome: outcomeOf(error, control) });
      throw error;
    }
  }

  private report({ ask, provider, model }: CallTarget, startedAt: number, brought: Brought): void {
    const { catalog, clock } = this.tools;
    const { outcome, answer } = brought;
    ask.timer.upstreamCalled({
      ...{ provider, model: catalog.label(model), outcome, startedAt, endedAt: clock.monotonic() },
      usage: answer?.usage,
      costUsd: answer && catalog.cost(model, answer.usage),
      finishReason: answer?.finishReason,
    });
  }
}

/** A call that was given up before its time was given up by its callers. */
function outcomeOf(error: unknown, control: FlightControl): UpstreamOutcome {
  if (control.signal.aborted && control.remainingMs() > TIMER_SLACK_MS) return 'left';
  return error instanceof RagCacheError ? error.code : 'internal';
}
