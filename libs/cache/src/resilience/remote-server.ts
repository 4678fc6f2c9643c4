import { TimeoutError, withTimeout, type Signals } from '@app/core';
import { type CircuitBreakerPolicy, ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel';

/** Failures in a row that open the breaker. Each cost a request its time budget, so a few have to do. */
const FAILURES = 3;
/** How often an absent server is asked whether it is back. Milliseconds. */
const PING_EVERY_MS = 500;

/** A call took too long while others were answered. */
class Overtaken extends Error {
  constructor(cause: TimeoutError) {
    super('The server answered others meanwhile.', { cause });
    this.name = 'Overtaken';
  }
}

export interface RemoteServerOptions {
  /** Whether a failure says that the server can't serve, and not only that it refused this one call. */
  readonly isAbsence?: (error: Error) => boolean;
  /** What a call may take that a request waits for; unset where the calls have limits of their own. Milliseconds. */
  readonly patienceMs?: number;
}

/**
 * One server as all ports on it see it: they share a circuit breaker. While it is open calls fail at once, and a ping in
 * the background closes it; no caller's request is ever the probe.
 */
export class RemoteServer {
  private readonly breaker: CircuitBreakerPolicy;
  private up = true;
  private closed = false;
  private timer?: NodeJS.Timeout;
  /** How often the server answered in time. */
  private answers = 0;

  /** @param ping rejects, within its own time limit, while the server can't serve. */
  constructor(
    readonly name: string,
    private readonly ping: () => Promise<void>,
    private readonly signals: Signals,
    private readonly options: RemoteServerOptions = {},
  ) {
    const { isAbsence = () => true } = options;
    const speaksForAbsence = (error: Error) => !(error instanceof Overtaken) && isAbsence(error);
    this.breaker = circuitBreaker(handleWhen(speaksForAbsence), {
      halfOpenAfter: Number.MAX_SAFE_INTEGER,
      breaker: new ConsecutiveBreaker(FAILURES),
    });
    this.breaker.onBreak((reason) => this.lost('error' in reason ? reason.error : undefined));
    signals.watchBreakers(() => [{ server: name, isOpen: !this.up }]);
  }

  get isUp(): boolean {
    return this.up;
  }

  /** Rejects as the call does, or at once while the breaker is open. */
  run<Result>(call: () => Promise<Result>): Promise<Result> {
    return this.breaker.execute(call);
  }

  /**
   * As `run`, for what a request waits for: longer than the server's patience is a failure. It speaks for the server's absence
   * only if nobody else got an answer meanwhile; a server with much to do is no absent one.
   */
  runSoon<Result>(call: () => Promise<Result>): Promise<Result> {
    const { patienceMs } = this.options;
    return this.run(patienceMs === undefined ? call : () => this.soon(call, patienceMs));
  }

  /**
   * For who learns of its absence besides calls, as at start: until a ping succeeds, calls fail at once. Holding the breaker
   * open breaks it too; only the first break is news.
   */
  lost(cause: unknown): void {
    if (this.closed || !this.up) return;
    this.up = false;
    this.signals.stateChanged(this.name, 'down', cause);
    const isolation = this.breaker.isolate();
    this.askLater(() => isolation.dispose());
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }

  private async soon<Result>(call: () => Promise<Result>, patienceMs: number): Promise<Result> {
    const before = this.answers;
    try {
      const result = await withTimeout(call(), patienceMs, { whenBusy: 'extend' });
      this.answers += 1;
      return result;
    } catch (error) {
      if (error instanceof TimeoutError && this.answers > before) throw new Overtaken(error);
      throw error;
    }
  }

  private askLater(onBack: () => void): void {
    if (this.closed) return;
    this.timer = setTimeout(() => void this.ask(onBack), PING_EVERY_MS).unref();
  }

  private async ask(onBack: () => void): Promise<void> {
    try {
      await this.ping();
    } catch {
      return this.askLater(onBack);
    }
    this.up = true;
    onBack();
    // A success ends the row of failures that the breaker still remembers.
    await this.breaker.execute(() => undefined);
    this.signals.stateChanged(this.name, 'up');
  }
}
