import type { Clock } from '@app/core';
import { CircuitState, type IBreaker } from 'cockatiel';

/** The breaker opens when half of at least 20 calls within 10 seconds fail. */
const WINDOW_SECONDS = 10;
const FEWEST_CALLS = 20;
const FAILED_SHARE = 0.5;

interface Second {
  readonly at: number;
  failures: number;
  calls: number;
}

/**
 * Counts the calls of the last ten seconds, by the second. cockatiel's own SamplingBreaker drops one slot per call instead of one
 * per second, so on a quiet model a burst would count for hours.
 */
export class RecentCalls implements IBreaker {
  /** Required by the interface. Nothing is persisted. */
  state: unknown;
  private seconds: Second[] = [];

  constructor(private readonly clock: Clock) {}

  success(state: CircuitState): void {
    if (state === CircuitState.HalfOpen) this.seconds = [];
    this.current().calls++;
  }

  /** Returns whether the breaker must open. */
  failure(state: CircuitState): boolean {
    const second = this.current();
    second.calls++;
    second.failures++;
    return state !== CircuitState.Closed || this.tooMany();
  }

  private tooMany(): boolean {
    const calls = this.seconds.reduce((sum, second) => sum + second.calls, 0);
    const failures = this.seconds.reduce((sum, second) => sum + second.failures, 0);
    return calls >= FEWEST_CALLS && failures >= FAILED_SHARE * calls;
  }

  private current(): Second {
    const at = Math.floor(this.clock.monotonic() / 1_000);
    this.seconds = this.seconds.filter((second) => at - second.at < WINDOW_SECONDS);
    const newest = this.seconds.at(-1);
    if (newest?.at === at) return newest;
    const second = { at, failures: 0, calls: 0 };
    this.seconds.push(second);
    return second;
  }
}
