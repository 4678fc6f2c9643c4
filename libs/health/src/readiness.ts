export type ProcessState = 'starting' | 'ready' | 'draining';

/** Whether this process wants traffic. Only its own state counts: a broken part shows in the health report, not here. */
export class Readiness {
  private current: ProcessState = 'starting';

  get state(): ProcessState {
    return this.current;
  }

  /** Everything that the first request would otherwise wait for is done. */
  started(): void {
    if (this.current === 'starting') this.current = 'ready';
  }

  /** The process is about to stop; there is no way back. */
  drain(): void {
    this.current = 'draining';
  }
}
