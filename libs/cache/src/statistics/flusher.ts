import type { HitRecorder } from './hit-recorder.js';
import type { Statistics } from './statistics.js';

/** How often counts reach the stores, in milliseconds. */
const INTERVAL_MS = 5_000;

/** Flushes what is counted in process, now and then and once more at the end. */
export class Flusher {
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly statistics: Statistics,
    private readonly hits: HitRecorder,
  ) {}

  start(): void {
    this.timer = setInterval(() => void this.flush(), INTERVAL_MS).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  private async flush(): Promise<void> {
    await Promise.all([this.statistics.flush(), this.hits.flush()]);
  }
}
