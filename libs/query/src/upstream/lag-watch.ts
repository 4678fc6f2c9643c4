import type { Clock } from '@app/core';

const TICK_MS = 100;
/** A pause of the garbage collector delays one tick or two; constant overload delays all of them. */
const TICKS = 3;

/**
 * Tells whether this process is overloaded: its timers have been late several times in a row. Quick work may then still go on, but
 * long work should not begin. Costs one timer, and nothing when it is off.
 */
export class LagWatch {
  private readonly lags: number[] = [];
  private timer?: NodeJS.Timeout;
  private lastTick = 0;

  /** @param mostMs the greatest lag that is acceptable; 0 = any. */
  constructor(
    private readonly mostMs: number,
    private readonly clock: Clock,
  ) {}

  get isTooHigh(): boolean {
    return this.lags.length === TICKS && this.lags.every((lag) => lag >= this.mostMs);
  }

  onApplicationBootstrap(): void {
    if (this.mostMs === 0) return;
    this.lastTick = this.clock.monotonic();
    this.timer = setInterval(() => this.tick(), TICK_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private tick(): void {
    const now = this.clock.monotonic();
    this.lags.push(now - this.lastTick - TICK_MS);
    if (this.lags.length > TICKS) this.lags.shift();
    this.lastTick = now;
  }
}
