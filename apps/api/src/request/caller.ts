/** The one who waits for an answer, or has left. Costs nothing until somebody wants to know. */
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
