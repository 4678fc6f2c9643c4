import { RagCacheError, type Clock, type StepTimer } from '@app/core';
import type { ModelCatalog } from '@app/llm';
import type { FlightPart } from '../flights/flight-event.js';
import type { FlightControl } from '../flights/flight.js';
import type { AnswerRequest } from '../request.js';
import type { CallOutcome } from './upstream-client.js';

export interface CallMeters {
  readonly catalog: ModelCatalog;
  readonly clock: Clock;
}

/** A timer may fire this much before its time. Milliseconds. */
const TIMER_SLACK_MS = 20;

/** The flight's control as one call sees it: notes whether the call was sent and how much came back, and reports how it went. */
export class MeteredCall implements FlightControl {
  /** The caller may leave before: while the cache is read once more, or while the breaker holds the call back. */
  isSent = false;
  /** Pieces of a streamed answer that have arrived; about one token each. */
  pieces = 0;
  private readonly startedAt: number;
  private readonly timer: StepTimer;

  constructor(
    private readonly meters: CallMeters,
    private readonly request: AnswerRequest,
    private readonly inner: FlightControl,
  ) {
    this.startedAt = meters.clock.monotonic();
    this.timer = request.ask.timer;
  }

  get signal(): AbortSignal {
    return this.inner.signal;
  }

  remainingMs(): number {
    return this.inner.remainingMs();
  }

  isOutdated(): boolean {
    return this.inner.isOutdated();
  }

  emit(event: FlightPart): void {
    if (event.type === 'delta' || event.type === 'frame') this.count();
    this.inner.emit(event);
  }

  onSend(): void {
    this.isSent = true;
    this.inner.onSend?.();
  }

  /** To be called once, when the call has ended. */
  report({ outcome, answer, end, fallback }: CallOutcome): void {
    const { startedAt, timer } = this;
    const { catalog, clock } = this.meters;
    const asked = { upstream: this.request.provider, model: this.request.remember.model };
    const { upstream: provider, model } = fallback ?? asked;
    const endedAt = clock.monotonic();
    timer.note({ step: 'upstream', startedAt, endedAt, hasFailed: end.type === 'error' && !answer });
    timer.upstreamCalled({
      ...{ provider, model: catalog.label(model), outcome, startedAt, endedAt },
      usage: answer?.usage,
      costUsd: answer && catalog.cost(model, answer.usage),
      finishReason: answer?.finishReason,
    });
  }

  private count(): void {
    if (this.pieces === 0) this.timer.firstPiece(this.startedAt);
    this.pieces += 1;
  }
}

/** A call that was aborted before its deadline was given up by its callers. */
export function failedCall(error: unknown, control: FlightControl): CallOutcome {
  const isLeft = control.signal.aborted && control.remainingMs() > TIMER_SLACK_MS;
  const code = error instanceof RagCacheError ? error.code : 'internal';
  return { outcome: isLeft ? 'left' : code, end: { type: 'error', error } };
}
