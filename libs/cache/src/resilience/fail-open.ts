import type { Signals } from '@app/core';

/** Survives the failures of one part: counts each, and tells of each change between working and not. */
export class FailOpen {
  private isUp = true;

  constructor(
    private readonly part: string,
    private readonly signals: Signals,
  ) {}

  /** Resolves to the fallback when the call fails. */
  async run<Result>(operation: string, call: () => Promise<Result>, fallback: Result): Promise<Result> {
    try {
      const result = await call();
      this.change(true);
      return result;
    } catch (error) {
      this.signals.count('fail_open', `${this.part}.${operation}`);
      this.change(false, error);
      return fallback;
    }
  }

  private change(isUp: boolean, cause?: unknown): void {
    if (this.isUp === isUp) return;
    this.isUp = isUp;
    this.signals.stateChanged(this.part, isUp ? 'up' : 'down', cause);
  }
}
