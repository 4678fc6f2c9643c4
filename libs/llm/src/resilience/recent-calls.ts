import type { Clock } from '@app/core';
import { CircuitState, type IBreaker } from 'cockatiel';

/** Opens at half of at least 20 calls in 10 seconds (design.md: breaker per provider and model). */
const WINDOW_SECONDS = 10;
const FEWEST_CALLS = 20;
const FAILED_SHARE = 0.5;

interface Second {
  readonly at: number;
  failures: number;
  calls: number;
}

/**
 * Counts the calls of the last ten seconds, by the second. cockatiel's own SamplingBreaker forgets one slot per call
 * instead of one per second, so that on a quiet model a burst counts for hours.
 */
export class RecentCalls implements IBreaker {
  /** Nothing that outlives the process. */
  state: unknown;
  private seconds: Second[] = [];

  constructor(private readonly clock: Clock) {}

  success(state: CircuitState): void {
    if (state === CircuitState.HalfOpen) this.seconds = [];
    this.current().calls++;
  }

  /** @returns whether to open. */
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
