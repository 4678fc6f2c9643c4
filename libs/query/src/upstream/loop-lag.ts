import type { Clock } from '@app/core';

const TICK_MS = 100;
/** One pause of the garbage collector makes one tick late, or two; work that does not let up makes all of them late. */
const TICKS = 3;

/**
 * Whether this process is late with everything: its timers have been late several times in a row. What is quick then still goes
 * on; what takes long had better not begin. Costs a timer, and nothing when it is off.
 */
export class LoopLag {
  private readonly lags: number[] = [];
  private timer?: NodeJS.Timeout;
  private lastTick = 0;

  /** @param mostMs how late is too late; 0 = never. */
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
