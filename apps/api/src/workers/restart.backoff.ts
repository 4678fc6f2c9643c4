/** A worker that lived at least this long did not fail at its start. Milliseconds. */
const STEADY_MS = 5_000;
const FIRST_PAUSE_MS = 100;
const MAX_PAUSE_MS = 10_000;

/** The pause before a worker is replaced: none as a rule, and longer and longer while workers end soon after their start. */
export class RestartBackoff {
  private nextMs = FIRST_PAUSE_MS;

  /** @param livedMs the lifetime of the worker to replace, in milliseconds. @returns the pause in milliseconds. */
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
