import type { Signals } from '@app/core';
import { type CircuitBreakerPolicy, ConsecutiveBreaker, circuitBreaker, handleAll } from 'cockatiel';

/** Failures in a row that open the breaker. Each cost a request its time budget, so a few have to do. */
const FAILURES = 3;
/** How often an absent server is asked whether it is back. Milliseconds. */
const PING_EVERY_MS = 500;

/**
 * One server as all ports on it see it: they share a circuit breaker. While it is open calls fail at once, and a ping in
 * the background closes it; no caller's request is ever the probe.
 */
export class RemoteServer {
  private readonly breaker: CircuitBreakerPolicy;
  private pinging?: NodeJS.Timeout;
  private closed = false;

  /** @param ping rejects, within its own time limit, while the server can't serve. */
  constructor(
    readonly name: string,
    private readonly ping: () => Promise<void>,
    private readonly signals: Signals,
  ) {
    this.breaker = circuitBreaker(handleAll, {
      halfOpenAfter: Number.MAX_SAFE_INTEGER,
      breaker: new ConsecutiveBreaker(FAILURES),
    });
    this.breaker.onBreak((reason) => {
      // Holding the breaker open tells of a break as well.
      if (!('isolated' in reason)) this.lost('error' in reason ? reason.error : undefined);
    });
  }

  get isUp(): boolean {
    return this.pinging === undefined;
  }

  /** Rejects as the call does, or at once while the breaker is open. */
  run<Result>(call: () => Promise<Result>): Promise<Result> {
    return this.breaker.execute(call);
  }

  /** For who learns of its absence besides calls, as at start: until a ping succeeds, calls fail at once. */
  lost(cause: unknown): void {
    if (this.closed || this.pinging) return;
    this.signals.stateChanged(this.name, 'down', cause);
    const isolation = this.breaker.isolate();
    this.pingLater(() => {
      isolation.dispose();
      this.signals.stateChanged(this.name, 'up');
    });
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.pinging);
  }

  private pingLater(onBack: () => void): void {
    this.pinging = setTimeout(() => {
      this.ping().then(
        () => {
          this.pinging = undefined;
          onBack();
        },
        () => this.closed || this.pingLater(onBack),
      );
    }, PING_EVERY_MS).unref();
  }
}
