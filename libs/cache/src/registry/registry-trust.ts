import type { Clock } from '@app/core';

/** Whether the registry's numbers may be used: not while its connection or its servers have changed and nobody has looked yet. */
export class RegistryTrust {
  private isDoubted = false;
  private doubts = 0;
  /** How often it was doubted, or suspended. */
  private breaks = 0;
  /** Monotonic milliseconds. */
  private from = 0;

  constructor(private readonly clock: Clock) {}

  /** Identifies the present period of trust. `undefined` = the numbers may not be used now. A value that differs from an earlier one = trust was interrupted in between. */
  get current(): number | undefined {
    return !this.isDoubted && this.clock.monotonic() >= this.from ? this.breaks : undefined;
  }

  /** How often it was doubted: a doubt that comes during a look is not settled by it. */
  get count(): number {
    return this.doubts;
  }

  doubt(): void {
    this.isDoubted = true;
    this.doubts++;
    this.breaks++;
  }

  /** Ends the doubts that were there when the look began. */
  settle(count: number): void {
    if (this.doubts === count) this.isDoubted = false;
  }

  suspend(milliseconds: number): void {
    this.from = this.clock.monotonic() + milliseconds;
    this.breaks++;
  }
}
