/** A worker that lived this long did not die of its start. Milliseconds. */
const STEADY_MS = 5_000;
const FIRST_PAUSE_MS = 100;
const MAX_PAUSE_MS = 10_000;

/** How long to wait before a worker is replaced: not at all as a rule, longer and longer while workers die young. */
export class RestartBackoff {
  private nextMs = FIRST_PAUSE_MS;

  /** @param livedMs how long the worker lived that is to be replaced. @returns milliseconds. */
  after(livedMs: number): number {
    if (livedMs >= STEADY_MS) {
      this.nextMs = FIRST_PAUSE_MS;
      return 0;
    }
    const pauseMs = this.nextMs;
    this.nextMs = Math.min(this.nextMs * 2, MAX_PAUSE_MS);
    return pauseMs;
  }
}
