/**
 * Runs work for the same key one after the other. Requests that want the same call are admitted in turn, so that the next one finds
 * the call in progress and takes no room for one of its own.
 */
export class AdmissionQueue {
  private readonly last = new Map<string, Promise<unknown>>();

  /** Starts the work when all earlier work for the key has settled, and settles as it does. */
  async runExclusive<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.last.get(key);
    const turn = before ? before.then(work, work) : work();
    this.last.set(key, turn);
    try {
      return await turn;
    } finally {
      if (this.last.get(key) === turn) this.last.delete(key);
    }
  }
}
