export type ProcessState = 'starting' | 'ready' | 'draining';

/** Whether this process wants traffic. Only its own state counts: a broken part shows in the health report, not here. */
export class Readiness {
  private current: ProcessState = 'starting';

  /** @param changed told of each new state, once. */
  constructor(private readonly changed: (state: ProcessState) => void = () => {}) {}

  get state(): ProcessState {
    return this.current;
  }

  /** Everything that the first request would otherwise wait for is done. */
  started(): void {
    if (this.current === 'starting') this.become('ready');
  }

  /** The process is about to stop; there is no way back. */
  drain(): void {
    if (this.current !== 'draining') this.become('draining');
  }

  private become(state: ProcessState): void {
    this.current = state;
    this.changed(state);
  }
}
