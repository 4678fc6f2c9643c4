import type { Signals } from '@app/core';

const INTERVAL_MS = 60_000;

/** Cleans a store up in the background: every minute, and on request. Only closing the store waits for it. */
export class Sweeper {
  private readonly timer: NodeJS.Timeout;
  private working: Promise<void> = Promise.resolve();
  private isWaiting = false;

  /** @param part the store's name in `fail_open`: a failed sweep is counted as `<part>.sweep`. */
  constructor(
    private readonly part: 'entries' | 'vectors',
    private readonly sweep: () => Promise<void>,
    private readonly signals: Signals,
  ) {
    this.timer = setInterval(() => this.start(), INTERVAL_MS).unref();
  }

  /** One sweep at a time. All requests that come during a sweep cause one more. */
  start(): void {
    if (this.isWaiting) return;
    this.isWaiting = true;
    this.working = this.working.then(() => this.run());
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.working;
  }

  /** A failed sweep is counted; the next one tries again. */
  private async run(): Promise<void> {
    this.isWaiting = false;
    await this.sweep().catch(() => this.signals.count('fail_open', `${this.part}.sweep`));
  }
}
