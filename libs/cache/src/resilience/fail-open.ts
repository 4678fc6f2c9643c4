import { RagCacheError, type Signals } from '@app/core';
import type { RemoteServer } from './remote-server.js';

/** A server that is back is noticed within this time. */
const RETRY_AFTER_MS = 1_000;

/** Survives the failures of one part: counts each, and tells of each change between working and not. */
export class FailOpen {
  private isUp = true;

  /** @param server where the part lives, if not in this process: its breaker is asked first, and it tells its own state. */
  constructor(
    private readonly part: string,
    private readonly signals: Signals,
    private readonly server?: RemoteServer,
  ) {}

  /** Resolves to the fallback when the call fails, or takes longer than a request can wait. */
  async run<Result>(operation: string, call: () => Promise<Result>, fallback: Result): Promise<Result> {
    try {
      const result = await (this.server ? this.server.runSoon(call) : call());
      this.change(true);
      return result;
    } catch (error) {
      this.signals.count('fail_open', `${this.part}.${operation}`);
      this.change(false, error);
      return fallback;
    }
  }

  /** For calls whose caller has to know. @throws RagCacheError `store_unavailable`. */
  async pass<Result>(call: () => Promise<Result>): Promise<Result> {
    try {
      return await (this.server ? this.server.run(call) : call());
    } catch (cause) {
      const detail = `The ${this.part} can't be reached, so it was not done, or not wholly. Try again in a moment.`;
      throw new RagCacheError('store_unavailable', detail, { cause, retryAfterMs: RETRY_AFTER_MS });
    }
  }

  private change(isUp: boolean, cause?: unknown): void {
    if (this.server || this.isUp === isUp) return;
    this.isUp = isUp;
    this.signals.stateChanged(this.part, isUp ? 'up' : 'down', cause);
  }
}
