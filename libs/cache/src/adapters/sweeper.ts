const INTERVAL_MS = 60_000;

/** Keeps house behind a store's back: every minute, and when asked to. Only the end of the store waits for it. */
export class Sweeper {
  private readonly timer: NodeJS.Timeout;
  private working: Promise<void> = Promise.resolve();
  private isWaiting = false;

  constructor(private readonly sweep: () => Promise<void>) {
    this.timer = setInterval(() => this.start(), INTERVAL_MS).unref();
  }

  /** One sweep at a time; however often it is asked for meanwhile, one more follows. */
  start(): void {
    if (this.isWaiting) return;
    this.isWaiting = true;
    this.working = this.working.then(() => this.run());
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.working;
  }

  /** A sweep that fails is made again at its next turn. */
  private async run(): Promise<void> {
    this.isWaiting = false;
    await this.sweep().catch(() => undefined);
  }
}
