/** The client that waits for an answer, or has left. The abort controller is made only when somebody needs its signal. */
export class Caller {
  private controller?: AbortController;
  private isGone = false;

  /** Aborts when the caller leaves before the answer. */
  get signal(): AbortSignal {
    this.controller ??= new AbortController();
    if (this.isGone) this.controller.abort();
    return this.controller.signal;
  }

  left(): void {
    this.isGone = true;
    this.controller?.abort();
  }
}
