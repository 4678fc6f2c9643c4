import type { Clock, PartState } from '@app/core';
import {
  CircuitState,
  IterableBackoff,
  circuitBreaker,
  handleWhen,
  type CircuitBreakerPolicy,
} from 'cockatiel';
import { UpstreamError } from '../errors.js';
import { RecentCalls } from './recent-calls.js';

/** The pauses between probes. They grow while probes fail. Milliseconds. */
export const PAUSES_MS: readonly number[] = [1_000, 2_000, 4_000, 8_000, 16_000, 30_000];

/** Reports the end of an admitted call. Only the first report counts. */
export interface Verdict {
  succeeded(): void;
  failed(error: unknown): void;
}

/** The circuit breaker of one model. While it is open, one probe per pause tests whether the model works again. */
export class ModelBreaker {
  private readonly policy: CircuitBreakerPolicy;
  private opened = 0;
  private pauseEnds = 0;

  constructor(
    private readonly clock: Clock,
    private readonly changed: (state: PartState, cause?: unknown) => void,
    pausesMs = PAUSES_MS,
  ) {
    this.policy = circuitBreaker(
      handleWhen((error) => this.isFault(error)),
      { breaker: new RecentCalls(clock), halfOpenAfter: new IterableBackoff(pausesMs) },
    );
    this.policy.onBreak((reason) => this.onBreak(pausesMs, 'error' in reason ? reason.error : undefined));
    this.policy.onReset(() => this.onReset());
  }

  get isDown(): boolean {
    return this.opened > 0;
  }

  /** Milliseconds until the next probe; 0 while one is in progress. */
  get pauseLeftMs(): number {
    return Math.max(0, this.pauseEnds - this.clock.monotonic());
  }

  /** Admits a call. Resolves to undefined while the breaker is open. */
  async admit(): Promise<Verdict | undefined> {
    // cockatiel would make other calls wait for the probe, past their deadlines.
    if (this.policy.state === CircuitState.HalfOpen) return undefined;
    return new Promise((resolve) => {
      const call = () => new Promise<void>((succeeded, failed) => resolve({ succeeded, failed }));
      this.policy.execute(call).catch(() => resolve(undefined));
    });
  }

  /** A probe that its caller aborted proves nothing, so it counts as failed and the next pause begins. */
  private isFault(error: Error): boolean {
    if (!(error instanceof UpstreamError)) return this.policy.state === CircuitState.HalfOpen;
    const gaveUp = error.code === 'upstream_timeout' && !error.upstreamIsUnwell;
    return error.upstreamIsUnwell || (gaveUp && this.policy.state === CircuitState.HalfOpen);
  }

  private onBreak(pausesMs: readonly number[], cause?: unknown): void {
    this.pauseEnds = this.clock.monotonic() + pausesMs[Math.min(this.opened, pausesMs.length - 1)]!;
    this.opened++;
    if (this.opened === 1) this.changed('down', cause);
  }

  private onReset(): void {
    this.opened = 0;
    this.changed('up');
  }
}
