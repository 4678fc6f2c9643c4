import { BreakerBoard, type BreakerTools } from './breaker.board.js';
import { RetryBudget } from './retry.budget.js';

/** The breakers and the retry budget of one upstream. */
export interface UpstreamGuard {
  readonly breakers: BreakerBoard;
  readonly budget: RetryBudget;
}

/** The guards of every upstream. All ways of asking one share them: it is one server that is well or not. */
export class UpstreamGuards {
  private readonly guards = new Map<string, UpstreamGuard>();

  constructor(private readonly tools: BreakerTools) {}

  of(upstream: string): UpstreamGuard {
    const known = this.guards.get(upstream);
    if (known) return known;
    const guard = { breakers: new BreakerBoard(upstream, this.tools), budget: new RetryBudget() };
    this.guards.set(upstream, guard);
    return guard;
  }
}
